import { type Path, toPointer } from "../json/json.ts";
import type { SchemaProblem } from "../schema-problem.ts";
import type { Place } from "./place.ts";

const maxProblems = 50;

/** Of all places and messages together, but for the first problem: names may be as long as a body. */
const maxProblemCharacters = 64 * 1024;

/** One broken keyword. */
export interface Fault {
  path: Path;
  place: Place;
  value: unknown;
  /** Whether the name of the property that the path leads to is meant, not its value. */
  isAboutName: boolean;
  message: string;
}

/** Thrown where a report takes no more. */
export class ReportFull extends Error {}

/** What is wrong with a value, each fault told once; grows while the value is walked. */
export class Report {
  /** Where the walk is. */
  readonly path: Path;
  isAboutName = false;
  readonly #faults = new Map<string, Fault>();
  #charactersLeft = maxProblemCharacters;

  constructor(path: Path = []) {
    this.path = path;
  }

  get faults(): Fault[] {
    return [...this.#faults.values()];
  }

  add(fault: Fault): void {
    const pointer = toPointer(fault.path);
    const { message, place } = fault;
    this.#charactersLeft -= pointer.length + message.length + place.location.length;
    if (this.#faults.size > 0 && this.#charactersLeft < 0) throw new ReportFull();
    this.#faults.set(`${pointer} ${message}`, fault);
    if (this.#faults.size === maxProblems) throw new ReportFull();
  }
}

export function toProblem({ path, place, message }: Fault): SchemaProblem {
  const { keyword, location } = place;
  const instanceLocation = toPointer(path);
  return { instanceLocation, path, keywordLocation: location, keyword, message };
}
