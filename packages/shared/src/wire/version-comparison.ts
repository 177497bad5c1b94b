import type { Described } from "./describe/described.ts";
import { orNull, text } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";
import { jsonSchema, version } from "./version.ts";

const verdict = {
  enum: ["compatible", "breaking", "unknown"],
  description: "`unknown`: no value that breaks was found, and no proof that there is none.",
} as const;
const bump = {
  enum: ["major", "minor", "patch"],
  description: "How much the semantic version must grow at least.",
} as const;
const isSame = { type: "boolean" } as const;

/** The same place in two versions; null where a version has nothing there. */
export const comparedField = wireObject("ComparedField", {
  before: { description: "Null where there is nothing." },
  after: { description: "Null where there is nothing." },
  is_same: isSame,
});
export type ComparedField = Described<typeof comparedField>;

export const comparedBreak = wireObject("ComparedBreak", {
  pointer: {
    ...text,
    description:
      "JSON Pointer to the keyword: in the input schema after, or the output schema before.",
  },
  instance_location: { ...text, description: "JSON Pointer into the counter-example." },
  message: text,
  counter_example: {
    description: "A value that one of the schemas accepts and the other refuses.",
  },
});
export type ComparedBreak = Described<typeof comparedBreak>;

/** A schema that came is `compatible`, one that went `breaking`. */
export const comparedSchema = wireObject("ComparedSchema", {
  verdict,
  bump,
  breaks: { type: "array", items: comparedBreak },
  before: orNull(jsonSchema),
  after: orNull(jsonSchema),
  is_same: isSame,
});
export type ComparedSchema = Described<typeof comparedSchema>;

export const comparedTask = wireObject("ComparedTask", {
  input: comparedSchema,
  output: comparedSchema,
});
export type ComparedTask = Described<typeof comparedTask>;

const { number, version: semver, id } = version.properties;
export const comparedVersion = wireObject("ComparedVersion", { number, version: semver, id });
export type ComparedVersion = Described<typeof comparedVersion>;

const fields = { type: "object", additionalProperties: comparedField } as const;

/** What became of a version: whether those who called it can call the other, and all that differs, side by side. */
export const versionComparison = wireObject("VersionComparison", {
  before: comparedVersion,
  after: comparedVersion,
  verdict: { ...verdict, description: "Of all schemas together." },
  bump: {
    ...bump,
    description:
      "How much the semantic version must grow at least: what breaks takes a major step, before 1.0.0 a minor one.",
  },
  schemas: wireObject("ComparedSchemas", {
    prediction: comparedTask,
    training: { ...orNull(comparedTask), description: "Null where neither version has it." },
  }),
  resources: fields,
  statistics: comparedField,
  card: fields,
});
export type VersionComparison = Described<typeof versionComparison>;
