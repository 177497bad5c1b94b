import type { WantedVersion } from "@headgate/database";
import { invalidInput, isSemanticVersion, toPrecedence, type VersionBump } from "@headgate/shared";

/** Throws `invalid_input` at `body.version` for what is no semantic version, at `body.version_bump` where both are given. */
export function readWantedVersion(body: {
  version?: string;
  version_bump?: VersionBump;
}): WantedVersion {
  const { version, version_bump: bump } = body;
  if (version === undefined) return { bump: bump ?? "minor" };
  if (bump !== undefined) {
    const message = "give a version or a version_bump, not both: the version says it all";
    throw invalidInput(["body", "version_bump"], message);
  }
  if (isSemanticVersion(version)) return { version, precedence: toPrecedence(version) };
  const message =
    "version must be a semantic version like 1.4.0 or 1.4.0-rc.1: no leading v or zeros, no build metadata, at most nine digits a number and 64 characters";
  throw invalidInput(["body", "version"], message);
}
