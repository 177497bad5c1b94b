import { wireObject } from "./describe/wire-object.ts";

/** How a version's predictions are routed: `RoutingPolicy` as it is answered, defaults included. */
export const routingPolicy = wireObject("RoutingPolicy", {
  when_full: { enum: ["queue", "reject"] },
  max_queued: { type: "integer", description: "How many predictions may wait." },
  queue_timeout_s: { type: "integer", description: "How long one may wait." },
  cost: {
    type: ["string", "null"],
    description: "How many slots a prediction takes, as CEL over `input`; null: one.",
  },
  output_check: { enum: ["off", "warn", "fail"] },
  shards: { type: "integer", minimum: 1 },
  retry: wireObject("RetryPolicy", {
    max_attempts: { type: "integer", minimum: 1 },
    initial_delay_s: { type: "number" },
    max_delay_s: { type: "number" },
    budget: { type: "number" },
    repeatable: { type: "boolean" },
    on_failure: { type: "boolean" },
  }),
} as const);
