import { createHash } from "node:crypto";

/** Numbers from 0 up to 1 that follow from a seed and what they are drawn for: in whatever order things happen, each gets its own. */
export type Dice = (...what: (string | number)[]) => number;

export function createDice(seed: string): Dice {
  return (...what) =>
    createHash("sha256")
      .update([seed, ...what].join("\0"))
      .digest()
      .readUInt32BE(0) /
    2 ** 32;
}

/** A number between two others for one from 0 to 1. */
export function between([low, high]: readonly [number, number], drawn: number): number {
  return low + (high - low) * drawn;
}

/** One of the weighted choices for a number from 0 to 1. */
export function pick<Choice extends { weight: number }>(
  choices: readonly [Choice, ...Choice[]],
  drawn: number,
): Choice {
  let left = drawn * choices.reduce((sum, { weight }) => sum + weight, 0);
  for (const choice of choices) {
    left -= choice.weight;
    if (left < 0) return choice;
  }
  return choices[0];
}
