import type { Report } from "../messages/report.ts";

/** One walk of a value through a compiled schema. */
export interface Run {
  stepsLeft: number;
  /** Null while nothing but the verdict is wanted: then the walk ends at the first fault. */
  report: Report | null;
}

/** A step is one schema applied to one value, or as much other work: 20 to 100 ns. */
export const maxSteps = 5_000_000;

/** For telling what is wrong with a value that is refused. */
export const maxExplainingSteps = 1_000_000;

/** RangeError where the run has no steps left, as where the stack ends. */
export function spend(run: Run, steps: number): void {
  run.stepsLeft -= steps;
  if (run.stepsLeft < 0) throw new RangeError("no steps left");
}

/** For looking through a text once: 64 characters a step. */
export function spendOnText(run: Run, length: number): void {
  spend(run, 3 + (length >> 6));
}

/** For taking a text apart or putting it together: two characters a step. */
export function spendOnWriting(run: Run, length: number): void {
  spend(run, 1 + (length >> 1));
}

/** Around the check of a property or item. */
export function enter(run: Run, key: string | number): void {
  if (run.report !== null) run.report.path.push(key);
}

export function leave(run: Run): void {
  if (run.report !== null) run.report.path.pop();
}

/** Around the check of a property's name. */
export function enterName(run: Run, name: string): void {
  enter(run, name);
  if (run.report !== null) run.report.isAboutName = true;
}

export function leaveName(run: Run): void {
  leave(run);
  if (run.report !== null) run.report.isAboutName = false;
}
