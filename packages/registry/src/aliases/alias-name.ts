import {
  HeadgateError,
  invalidInput,
  latestAlias,
  parseAlias,
  primaryAlias,
  ReferenceSyntaxError,
} from "@headgate/shared";

/** A path segment as the name of an alias. `invalid_input` at `path.alias`. */
export function readAlias(text: string): string {
  try {
    return parseAlias(text);
  } catch (error) {
    if (!(error instanceof ReferenceSyntaxError)) throw error;
    throw invalidInput(["path", "alias"], error.message, "value_error.reference");
  }
}

/** The same, of one that can be set and removed. `conflict` for `latest`. */
export function readMovableAlias(text: string): string {
  const alias = readAlias(text);
  if (alias !== latestAlias) return alias;
  const message = `${latestAlias} is always the newest active version: it cannot be set, removed or rolled back. ${primaryAlias} can`;
  throw new HeadgateError("conflict", message);
}

/** Whether it is the newest active version where nobody set it. */
export function isFollowing(alias: string): boolean {
  return alias === latestAlias || alias === primaryAlias;
}
