import type { Compatibility, Problem, SchemaBreak } from "@headgate/shared";

import type { SchemaAnswer } from "./compare-flats.ts";
import type { Direction } from "./version-flats.ts";

/**
 * Which way versions are compared. Backward: whoever called the one before can call the one after. Forward: whoever called the one after
 * can go back to the one before.
 */
export type Sense = "backward" | "forward";

export type Compatibilities = Record<Direction, Compatibility>;

/** The place of a version's schemas in what the caller sent, and what the version before it is called. */
export interface Named {
  loc: (string | number)[];
  before: string;
}

export interface Judgement {
  /** Each break, with its counter-example. */
  problems: Problem[];
  /** What could not be decided. */
  warnings: Problem[];
}

const maxExampleLength = 200;
const maxBreaks = 5;

export function asks(compatibility: Compatibility, sense: Sense): boolean {
  return compatibility === sense || compatibility === "full";
}

/** What is wrong with publishing a version, by the answers that compare it in this sense. */
export function judgeCompatibility(
  sense: Sense,
  answers: readonly SchemaAnswer[],
  { wanted, named }: { wanted: Compatibilities; named: Named },
): Judgement {
  const binding = answers.filter(({ direction }) => asks(wanted[direction], sense));
  return {
    problems: binding.flatMap((answer) =>
      reasons(answer).map((reason) =>
        tell(answer, named, `${consequences[answer.direction][sense](named.before)}: ${reason}`),
      ),
    ),
    warnings: binding
      .filter(({ comparison }) => comparison.verdict === "unknown")
      .map((answer) =>
        tell(
          answer,
          named,
          `whether it is ${sense} compatible with ${named.before} could not be decided: see for yourself`,
        ),
      ),
  };
}

function reasons({ task, comparison: { verdict, breaks } }: SchemaAnswer): string[] {
  if (verdict !== "breaking") return [];
  if (breaks.length === 0) return [`there is no \`${task}\` any more`];
  return breaks.slice(0, maxBreaks).map((found) => `${found.message}, as in ${showExample(found)}`);
}

const consequences = {
  input: {
    backward: (before: string) => `who calls ${before} could not call this one`,
    forward: (before: string) => `who calls this one could not go back to ${before}`,
  },
  output: {
    backward: (before: string) => `who reads the output of ${before} could not read this one's`,
    forward: (before: string) => `who reads this one's output could not read that of ${before}`,
  },
};

function tell({ task, direction }: SchemaAnswer, { loc }: Named, msg: string): Problem {
  return { loc: [...loc, task, direction], msg, type: "value_error.compatibility" };
}

function showExample({ counterExample }: SchemaBreak): string {
  const text = JSON.stringify(counterExample);
  return text.length > maxExampleLength ? `${text.slice(0, maxExampleLength)}…` : text;
}
