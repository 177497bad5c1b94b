import { maxCostCharacters } from "../costs/compile-cost.ts";

/** Of both bodies of versions: how its predictions are routed. What is left out stays as it is, or is the default. */
export const routing = {
  type: "object",
  additionalProperties: false,
  description: "How predictions are routed. What is left out stays as it is.",
  properties: {
    when_full: {
      enum: ["queue", "reject"],
      description: "`reject`: what finds no free slot is refused, and nothing waits.",
    },
    max_queued: {
      type: "integer",
      minimum: 0,
      maximum: 10_000,
      description: "How many predictions may wait.",
    },
    queue_timeout_s: {
      type: "integer",
      minimum: 1,
      maximum: 259_200,
      description: "How long one may wait.",
    },
    cost: {
      type: ["string", "null"],
      minLength: 1,
      maxLength: maxCostCharacters,
      description:
        "How many slots a prediction takes: a CEL expression over `input`, such as `input.width * input.height / 1000000`. Null: one.",
    },
    output_check: {
      enum: ["off", "warn", "fail"],
      description: "What becomes of an output that is not as the schema says.",
    },
    shards: {
      type: "integer",
      minimum: 1,
      maximum: 64,
      description:
        "Over how many gates the backends are spread: one is good for hundreds of predictions a second.",
    },
    retry: {
      type: "object",
      additionalProperties: false,
      properties: {
        max_attempts: {
          type: "integer",
          minimum: 1,
          maximum: 10,
          description: "Backends that are tried; one that says it is busy does not count.",
        },
        initial_delay_s: {
          type: "number",
          minimum: 0,
          maximum: 10,
          description: "Before the second attempt; doubles with each.",
        },
        max_delay_s: { type: "number", minimum: 0, maximum: 60 },
        budget: {
          type: "number",
          minimum: 0,
          maximum: 1,
          description: "Retries per prediction, over all of the version's.",
        },
        repeatable: {
          type: "boolean",
          description:
            "Whether running a prediction twice does no harm. If not, it is tried again only where nothing can have begun.",
        },
        on_failure: {
          type: "boolean",
          description: "Whether one that the model failed is tried again too.",
        },
      },
    },
  },
} as const;
