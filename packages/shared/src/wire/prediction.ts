import { predictionStates, predictionStatuses } from "../prediction/state.ts";
import type { Described } from "./describe/described.ts";
import { link, nullableText, orNull, text, time, uuid } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";
import { predictionRoutingFacts } from "./prediction-routing.ts";

const seconds = { type: ["string", "null"], pattern: "^[0-9]+\\.[0-9]{3}$" } as const;

export const prediction = wireObject("Prediction", {
  url: link,
  id: uuid,
  created_at: time,
  updated_at: time,
  status: {
    enum: predictionStatuses,
    description: "WriftAI's word, on which its clients stop polling.",
  },
  state: { enum: predictionStates, description: "The exact state." },
  setup_time: {
    ...seconds,
    description: "Seconds from creation to the start on a backend, as decimal text.",
    examples: ["0.012"],
  },
  execution_time: {
    ...seconds,
    description: "Seconds from the start to the end, as decimal text.",
    examples: ["1.480"],
  },
  model: wireObject("PredictionModel", {
    owner: { type: "string", examples: ["john"] },
    name: { type: "string", examples: ["image-upscaler"] },
    version_number: { type: "integer", minimum: 1 },
  }),
});
export type Prediction = Described<typeof prediction>;

export const predictionError = wireObject("PredictionError", {
  source: {
    enum: ["internal", "external"],
    description: "`external`: the model or its server said so. `internal`: Headgate did.",
  },
  message: text,
  detail: { type: ["string", "null"] },
});
export type PredictionError = Described<typeof predictionError>;

export const predictionWithIO = wireObject("PredictionWithIO", {
  ...prediction.properties,
  ...predictionRoutingFacts.properties,
  input: { description: "What the version's input schema describes." },
  output: { description: "What the version's output schema describes; null until the end." },
  error: orNull(predictionError),
  logs: { type: "array", items: text },
  data_removed: {
    type: "boolean",
    description: "Whether input, output and logs were removed since. They are null and empty then.",
  },
  urls: wireObject("PredictionUrls", {
    get: link,
    cancel: link,
    stream: {
      ...link,
      description:
        "Server-sent events. Of a prediction that was created with `stream` it is signed: good for a day, and without a token.",
    },
  }),
});
export type PredictionWithIO = Described<typeof predictionWithIO>;

/** What a training has beside what a prediction has. */
const trainingProperties = {
  destination: {
    ...nullableText,
    description: "The model that gets a new version, a draft, when the training has succeeded.",
    examples: ["john/image-upscaler"],
  },
  created_version: {
    ...nullableText,
    description: "That version; null while it is not there.",
    examples: ["john/image-upscaler:31"],
  },
  destination_problem: {
    ...nullableText,
    description: "Why there is no such version though the training has succeeded; null: nothing.",
  },
} as const;

export const training = wireObject("Training", {
  ...prediction.properties,
  ...trainingProperties,
});
export type Training = Described<typeof training>;

export const trainingWithIO = wireObject("TrainingWithIO", {
  ...predictionWithIO.properties,
  ...trainingProperties,
  urls: wireObject("TrainingUrls", { get: link, cancel: link }),
});
export type TrainingWithIO = Described<typeof trainingWithIO>;
