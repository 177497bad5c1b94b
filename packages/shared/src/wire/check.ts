import { maxLogLines } from "./check-limits.ts";
import type { Described } from "./describe/described.ts";
import { nullableText, nullableTime, text, time, uuid } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";
import { checkNames } from "./model-policy.ts";

/** `failed` also where it was given up; it says why. */
export const checkStates = ["pending", "running", "passed", "failed"] as const;
export type CheckState = (typeof checkStates)[number];

export const stepStates = [...checkStates, "skipped"] as const;
export type StepState = (typeof stepStates)[number];

const percentage = { type: "integer", minimum: 0, maximum: 100 } as const;

export const checkStep = wireObject("CheckStep", {
  name: { enum: checkNames },
  state: { enum: stepStates, description: "`skipped`: one before it failed." },
  percentage,
  started_at: nullableTime,
  ended_at: nullableTime,
  message: {
    ...nullableText,
    description: "What it does, what it found out, or why it failed; null: it has not begun.",
  },
  log: { type: "array", items: text, maxItems: maxLogLines, description: "Its latest lines." },
});
export type CheckStep = Described<typeof checkStep>;

/** A version being checked, step by step. */
export const versionCheck = wireObject("VersionCheck", {
  id: uuid,
  number: { type: "integer", minimum: 1, description: "Of the version." },
  state: { enum: checkStates },
  publish: {
    type: "boolean",
    description: "Whether the version is published when all steps have passed.",
  },
  percentage: { ...percentage, description: "Of all steps." },
  step: { type: "integer", minimum: 1, description: "Which step it is at." },
  step_name: { enum: checkNames },
  steps: { type: "array", items: checkStep },
  prediction_id: {
    ...nullableText,
    description: "Of the step run: a prediction of the caller's like any other; null: none yet.",
  },
  created_at: time,
  deadline_at: { ...time, description: "It ends by then, one way or the other." },
  ended_at: nullableTime,
});
export type VersionCheck = Described<typeof versionCheck>;
