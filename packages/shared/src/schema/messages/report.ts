import type { Path } from "../json/json.ts";
import type { SchemaProblem } from "../schema-problem.ts";
import { type Fault, toProblem } from "./fault.ts";

/** What a walk through a value finds wrong with it. */
export interface Report {
  /** Where the walk is. */
  readonly path: Path;
  /** Whether it is at the name of the property that the path leads to. */
  isAboutName: boolean;
  /** Throws ReportFull where no more is wanted. */
  add: (fault: Fault) => void;
}

export class ReportFull extends Error {}

const maxProblems = 50;

/** Of all places and messages together, but for the first problem: names may be as long as a body. */
const maxProblemCharacters = 64 * 1024;

/** What is told in the end: each problem once. */
export class ProblemReport implements Report {
  readonly path: Path = [];
  isAboutName = false;
  readonly #problems = new Map<string, SchemaProblem>();
  #charactersLeft = maxProblemCharacters;

  get problems(): SchemaProblem[] {
    return [...this.#problems.values()];
  }

  add(fault: Fault): void {
    const problem = toProblem(fault);
    const { instanceLocation, keywordLocation, message } = problem;
    this.#charactersLeft -= instanceLocation.length + keywordLocation.length + message.length;
    if (this.#problems.size > 0 && this.#charactersLeft < 0) throw new ReportFull();
    this.#problems.set(`${instanceLocation} ${message}`, problem);
    if (this.#problems.size === maxProblems) throw new ReportFull();
  }
}

/** What one of several alternatives finds wrong; the walk goes on from where the other report is. */
export class BranchReport implements Report {
  readonly path: Path;
  isAboutName: boolean;
  readonly faults: Fault[] = [];

  constructor({ path, isAboutName }: Report) {
    this.path = path;
    this.isAboutName = isAboutName;
  }

  add(fault: Fault): void {
    this.faults.push(fault);
    if (this.faults.length === maxProblems) throw new ReportFull();
  }
}
