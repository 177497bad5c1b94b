import type { SchemaChange, SchemaComparison } from "@headgate/shared";

import type { CompilingContext } from "../context.ts";
import {
  type Direction,
  directions,
  type Task,
  tasks,
  type VersionFlats,
} from "./version-flats.ts";

/** What became of one schema of a version. */
export interface SchemaAnswer {
  task: Task;
  direction: Direction;
  comparison: SchemaComparison;
}

const gained: SchemaComparison = { verdict: "compatible", breaks: [], bump: "minor" };
const lost: SchemaComparison = { verdict: "breaking", breaks: [], bump: "major" };

/** Whether one version can stand in for another, asked of each schema that either has. */
export async function compareFlats(
  { compareSchemas }: Pick<CompilingContext, "compareSchemas">,
  before: VersionFlats,
  after: VersionFlats,
): Promise<SchemaAnswer[]> {
  const answers: SchemaAnswer[] = [];
  const changes: (SchemaChange & { task: Task })[] = [];
  for (const task of tasks) {
    const [older, newer] = [before[task], after[task]];
    if (older === null && newer === null) continue;
    for (const direction of directions) {
      if (older === null) answers.push({ task, direction, comparison: gained });
      else if (newer === null) answers.push({ task, direction, comparison: lost });
      else changes.push({ task, before: older[direction], after: newer[direction], direction });
    }
  }
  const comparisons = changes.length === 0 ? [] : await compareSchemas(changes);
  for (const [index, comparison] of comparisons.entries()) {
    const change = changes[index];
    if (change !== undefined) answers.push({ ...change, comparison });
  }
  return answers;
}
