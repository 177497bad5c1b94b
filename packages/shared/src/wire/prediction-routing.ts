import type { Described } from "./describe/described.ts";
import { count, nullableTime, orNull, text, time } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";

const seconds = { type: ["number", "null"], minimum: 0 } as const;

const queuePlace = wireObject("QueuePlace", {
  position: { type: "integer", minimum: 1, description: "1 is next." },
  estimate_s: {
    ...seconds,
    description:
      "Seconds until its turn, as far as run times so far tell; null: they tell nothing.",
  },
});

const metrics = wireObject("PredictionMetrics", {
  queue_time_s: { ...seconds, description: "From creation to the start on a backend." },
  setup_time_s: { ...seconds, description: "What the backend says that it took to get ready." },
  predict_time_s: {
    ...seconds,
    description: "What the backend says that the model took; else from the start to the end.",
  },
  total_time_s: { ...seconds, description: "From creation to the end." },
});

const candidate = wireObject("RoutingCandidate", {
  backend_id: text,
  leased: { ...count, description: "Slots that were taken." },
  capacity: count,
  verdict: {
    enum: ["chosen", "free", "full", "cooling", "open", "draining", "disabled", "tried"],
    description:
      "`cooling`: it asked to be left alone. `open`: it failed too often. `tried`: this prediction was there before.",
  },
});

const attempt = wireObject("RoutingAttempt", {
  backend_id: text,
  at: time,
  outcome: {
    enum: ["busy", "unreachable", "broken", "lost", "failed"],
    description: "`lost`: whoever waited for it died. `failed`: the model did.",
  },
});

const receipt = wireObject("RoutingReceipt", {
  waited_s: { type: "number", minimum: 0 },
  reason: {
    enum: ["least_loaded", "only_free", "probe"],
    description: "`probe`: it tries whether a backend that failed is well again.",
  },
  candidates: { type: "array", items: candidate },
  attempts: {
    type: "array",
    items: attempt,
    description: "Backends that came to nothing before; the last ten.",
  },
});

const outputProblem = wireObject("OutputProblem", {
  location: { type: "string", description: "JSON Pointer into the output." },
  message: text,
});

/** How a prediction was routed. */
export const predictionRoutingFacts = wireObject("PredictionRoutingFacts", {
  priority: { enum: [0, 1, 2], description: "0 goes first." },
  cost: { type: "integer", minimum: 1, description: "Slots that it takes." },
  deadline: { ...nullableTime, description: "When it is given up, as `Cancel-After` said." },
  queue: orNull(queuePlace),
  metrics,
  receipt: orNull(receipt),
  output_problems: {
    anyOf: [{ type: "array", items: outputProblem }, { type: "null" }],
    description:
      "What in the output is not as the version's schema says, ten at most; null: nobody looked.",
  },
});
export type PredictionRoutingFacts = Described<typeof predictionRoutingFacts>;
