import type { Described } from "../wire/describe/described.ts";
import { wireObject } from "../wire/describe/wire-object.ts";
import { httpSettings } from "./http-settings.ts";

const model = {
  type: "string",
  minLength: 1,
  maxLength: 200,
  description: "What the backend calls the model.",
} as const;

export const openAiRoutes = [
  "chat/completions",
  "completions",
  "embeddings",
  "images/generations",
] as const;

export const openAiSettings = wireObject(
  "OpenAiSettings",
  {},
  {
    route: {
      enum: openAiRoutes,
      description:
        "Which of the routes under `/v1` a prediction calls; `chat/completions` unless it is said.",
    },
    model: {
      ...model,
      description: "Goes into every prediction as `model`. Without it the input's own one stays.",
    },
  },
);
export type OpenAiSettings = Described<typeof openAiSettings>;

export const openInferenceSettings = wireObject(
  "OpenInferenceSettings",
  { model },
  {
    version: {
      type: "string",
      minLength: 1,
      maxLength: 100,
      description: "Without it the server chooses.",
    },
  },
);
export type OpenInferenceSettings = Described<typeof openInferenceSettings>;

/** Cog's server runs one model, and its routes are what they are. */
export const cogSettings = wireObject("CogSettings", {}, {});

/** What a protocol must be told beside a backend's URL. */
export const backendSettingsSchemas = {
  cog: cogSettings,
  openai: openAiSettings,
  "open-inference": openInferenceSettings,
  http: httpSettings,
} as const;
