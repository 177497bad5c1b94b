import type { ExpectStatic } from "vitest";

import type { SeedScene } from "./seed-scene.ts";

/** One capability of a vendor whose documents the project was created from. */
export interface SeedRow {
  /** The vendor's own words, in short. */
  sentence: string;
  /** Where they are: document, section. */
  source: string;
  /** Does over HTTP what the sentence says, and looks at what came of it. */
  exercise: (scene: SeedScene, expect: ExpectStatic) => Promise<void>;
}

/** A sentence that is proven somewhere else, or not kept on purpose. */
export interface SeedElsewhere {
  sentence: string;
  source: string;
  /** Where it is, or why it is not. */
  reason: string;
}

export const wriftaiPage = "WriftAI, Model Version";
export const wriftaiClient = "WriftAI, Python client, model_versions";
export const modzyPage = "Modzy, Model versions";
export const clarifaiPage = "Clarifai, Updates to Model and Model Version Endpoints";
export const basetenPage = "Baseten, Model versions";
