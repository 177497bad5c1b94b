import { type Path, toPointer } from "../json/json.ts";
import { nameOf, type SchemaProblem } from "../schema-problem.ts";
import type { Place } from "./place.ts";
import { sentenceOf } from "./sentences.ts";

/** A keyword that a value breaks. */
export interface Fault {
  path: Path;
  place: Place;
  value: unknown;
  /** Whether the name of the property that the path leads to is meant, not its value. */
  isAboutName: boolean;
  /** Where the path leads to a property that is not there: the one that asks for it, or null for the object itself. */
  missingBeside?: string | null;
}

/** The fault in words. */
export function toProblem(fault: Fault): SchemaProblem {
  const { path, place } = fault;
  const { keyword, location } = place;
  const message = `${subjectOf(fault)} ${predicateOf(fault)}`;
  return { instanceLocation: toPointer(path), path, keywordLocation: location, keyword, message };
}

function subjectOf({ path, isAboutName }: Fault): string {
  return isAboutName ? `the property name ${nameOf(path.slice(-1))}` : nameOf(path);
}

function predicateOf({ place, value, missingBeside }: Fault): string {
  if (missingBeside === undefined) return sentenceOf(place, value);
  return missingBeside === null ? "is required" : `is required beside ${nameOf([missingBeside])}`;
}
