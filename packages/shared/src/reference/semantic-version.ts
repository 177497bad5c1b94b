export const maxSemanticVersionLength = 64;

const coreNumber = /^(?:0|[1-9][0-9]{0,8})$/;
const identifier = /^[0-9A-Za-z-]+$/;
const paddedNumber = /^0[0-9]+$/;

/**
 * `1.4.0` or `1.4.0-rc.1`: semver 2.0.0 without build metadata, which by its rules does not tell
 * versions apart; at most 64 characters, nine digits a number.
 */
export function isSemanticVersion(text: string): boolean {
  if (text.length > maxSemanticVersionLength) return false;
  const dash = text.indexOf("-");
  const core = dash === -1 ? text : text.slice(0, dash);
  const numbers = core.split(".");
  if (numbers.length !== 3 || !numbers.every((number) => coreNumber.test(number))) return false;
  if (dash === -1) return true;
  return text
    .slice(dash + 1)
    .split(".")
    .every((part) => identifier.test(part) && !paddedNumber.test(part));
}
