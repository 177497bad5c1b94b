/**
 * A semantic version as a text that sorts, code unit by code unit, as semver 2.0.0 ranks versions: the three numbers with nine digits
 * each, then `~` for a release, or `-` and the identifiers of a pre-release. The version is one that `isSemanticVersion` accepts.
 */
export function toPrecedence(version: string): string {
  const dash = version.indexOf("-");
  const core = (dash === -1 ? version : version.slice(0, dash))
    .split(".")
    .map((number) => number.padStart(9, "0"))
    .join(".");
  if (dash === -1) return `${core}~`;
  // `!` sorts below all that an identifier may have, so that fewer identifiers rank below more.
  return `${core}-${version
    .slice(dash + 1)
    .split(".")
    .map(rankIdentifier)
    .join("!")}`;
}

/** Numbers rank below texts, and by their value: a longer one is larger, since none has leading zeros. */
function rankIdentifier(identifier: string): string {
  if (!/^[0-9]+$/.test(identifier)) return `1${identifier}`;
  return `0${String(identifier.length).padStart(2, "0")}${identifier}`;
}
