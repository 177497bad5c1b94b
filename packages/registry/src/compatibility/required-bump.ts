import { bumpFor, type VersionBump } from "@headgate/shared";

/** Before 1.0.0 a minor step may break, and a patch may add (semver.org, 4; as npm reads `^0.y.z`). */
export function requiredBump(ofSchemas: VersionBump, before: string): VersionBump {
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

export function isSmallerBump(bump: VersionBump, than: VersionBump): boolean {
  return bumpFor({ bump }, { bump: than }) !== bump;
}
