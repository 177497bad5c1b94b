import type {
  ComparedSchema,
  ComparedTask,
  ComparedVersion,
  SchemaComparison,
  VersionComparison,
  VersionWithDetails,
} from "@headgate/shared";

import { areSame, compareFields } from "./compare-fields.ts";
import type { SchemaAnswer } from "./compare-flats.ts";
import { requiredBump } from "./judge-bump.ts";
import type { Direction, Task } from "./version-flats.ts";

/** The answers of `compareFlats` for two versions, and all else that differs. */
export function showComparison(
  before: VersionWithDetails,
  after: VersionWithDetails,
  answers: readonly SchemaAnswer[],
): VersionComparison {
  const show = (task: Task): ComparedTask | null => {
    const input = showSchema(before, after, find(answers, task, "input"));
    const output = showSchema(before, after, find(answers, task, "output"));
    return input === null || output === null ? null : { input, output };
  };
  const prediction = show("prediction");
  if (prediction === null) throw new Error("the schemas of predictions were not compared");
  return {
    before: nameOf(before),
    after: nameOf(after),
    verdict: worst(answers.map(({ comparison }) => comparison.verdict)),
    bump: requiredBump(answers, before.version),
    schemas: { prediction, training: show("training") },
    ...compareFields(before, after),
  };
}

function showSchema(
  before: VersionWithDetails,
  after: VersionWithDetails,
  answer: SchemaAnswer | null,
): ComparedSchema | null {
  if (answer === null) return null;
  const { task, direction, comparison } = answer;
  const older = before.schemas[task]?.[direction] ?? null;
  const newer = after.schemas[task]?.[direction] ?? null;
  return {
    verdict: comparison.verdict,
    bump: comparison.bump,
    breaks: comparison.breaks.map(({ pointer, instanceLocation, message, counterExample }) => ({
      pointer,
      instance_location: instanceLocation,
      message,
      counter_example: counterExample,
    })),
    before: older,
    after: newer,
    is_same: areSame(older, newer),
  };
}

function find(
  answers: readonly SchemaAnswer[],
  task: Task,
  direction: Direction,
): SchemaAnswer | null {
  return answers.find((answer) => answer.task === task && answer.direction === direction) ?? null;
}

function worst(verdicts: SchemaComparison["verdict"][]): SchemaComparison["verdict"] {
  if (verdicts.includes("breaking")) return "breaking";
  return verdicts.includes("unknown") ? "unknown" : "compatible";
}

function nameOf({ number, version, id }: VersionWithDetails): ComparedVersion {
  return { number, version, id };
}
