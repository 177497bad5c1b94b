import { bumpFor, type Problem, type VersionBump } from "@headgate/shared";

import type { SchemaAnswer } from "./compare-flats.ts";

/**
 * How much a semantic version must grow. Before 1.0.0 a minor step may break, and a patch may add (semver.org, 4, as npm reads
 * `^0.y.z`).
 */
export function requiredBump(answers: readonly SchemaAnswer[], before: string): VersionBump {
  const ofSchemas = bumpFor(...answers.map(({ comparison }) => comparison));
  if (!before.startsWith("0.")) return ofSchemas;
  return ofSchemas === "major" ? "minor" : "patch";
}

/** The step from one semantic version to a later one. */
export function bumpBetween(before: string, after: string): VersionBump {
  const [major, minor] = before.split(".");
  const [nextMajor, nextMinor] = after.split(".");
  if (major !== nextMajor) return "major";
  return minor === nextMinor ? "patch" : "minor";
}

/** What is wrong with a step that is smaller than the change of the schemas; null for one that is not. */
export function judgeBump(
  bump: VersionBump,
  answers: readonly SchemaAnswer[],
  before: { number: number; semver: string },
): Problem | null {
  // What could not be decided is not held against the owner.
  const decided = answers.filter(({ comparison }) => comparison.verdict !== "unknown");
  const required = requiredBump(decided, before.semver);
  if (bumpFor({ bump }, { bump: required }) === bump) return null;
  const msg = `the schemas changed since version ${before.number} (${before.semver}) by a ${required} step, and this is a ${bump} one: publish it with \`version_bump\` "${required}"`;
  return { loc: ["body", "version_bump"], msg, type: "value_error.version_bump" };
}
