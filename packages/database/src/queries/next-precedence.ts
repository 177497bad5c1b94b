import type { VersionBump } from "@headgate/shared";

const highest = "highest_precedence";
const [major, minor, patch] = partsOf(highest);
const isPreRelease = `substr(${highest}, 30, 1) = '-'`;

/** A pre-release is followed by its release, unless that is too small a step. */
const steps: Record<VersionBump, string> = {
  major: `printf('%09d.%09d.%09d~', ${major} + NOT (${isPreRelease} AND ${minor} = 0 AND ${patch} = 0), 0, 0)`,
  minor: `printf('%09d.%09d.%09d~', ${major}, ${minor} + NOT (${isPreRelease} AND ${patch} = 0), 0)`,
  patch: `printf('%09d.%09d.%09d~', ${major}, ${minor}, ${patch} + NOT (${isPreRelease}))`,
};

/**
 * SQL for the precedence of a model's next version, in a statement that has the columns of `models`. The first is 0.1.0, whatever the
 * bump. Longer than `precedenceLength` where a number has run out of digits.
 */
export function nextPrecedence(bump: VersionBump): string {
  return `iif(${highest} = '', '000000000.000000001.000000000~', ${steps[bump]})`;
}

export const precedenceLength = 30;

/** SQL for the version that a release's precedence is of. */
export const releaseOf = `printf('%d.%d.%d', ${partsOf(highest).join(", ")})`;

/** SQL for major, minor and patch; 0 where the precedence is empty. See `toPrecedence`. */
function partsOf(precedence: string): [string, string, string] {
  const part = (start: number): string => `CAST(substr(${precedence}, ${start}, 9) AS INTEGER)`;
  return [part(1), part(11), part(21)];
}
