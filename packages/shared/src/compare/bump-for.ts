import type { SchemaComparison, VersionBump } from "./schema-comparison.ts";

const bumps: readonly VersionBump[] = ["patch", "minor", "major"];

/** The bump of a version whose input and output schema both changed: the larger of the two. */
export function bumpFor(input: SchemaComparison, output: SchemaComparison): VersionBump {
  return bumps.indexOf(input.bump) < bumps.indexOf(output.bump) ? output.bump : input.bump;
}
