import type { SchemaComparison, VersionBump } from "./schema-comparison.ts";

const bumps: readonly VersionBump[] = ["patch", "minor", "major"];

/** The bump of a version several of whose schemas changed, input and output or those of several tasks: the largest. */
export function bumpFor(...comparisons: readonly Pick<SchemaComparison, "bump">[]): VersionBump {
  return (
    bumps.findLast((bump) => comparisons.some((comparison) => comparison.bump === bump)) ?? "patch"
  );
}
