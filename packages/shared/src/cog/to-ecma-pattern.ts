import { isPattern } from "../schema/json/is-pattern.ts";

/** What `\` may precede in a regular expression with the `u` flag, next to digits and letters. */
const syntaxCharacters = /^[$()*+./?[\\\]^{|}]$/;

const pieces = /\\([\s\S])|\(\?P<|\(\?P=([A-Za-z_][A-Za-z0-9_]*)\)|[[\]]/g;

/**
 * A pattern of Python's `re`, as Cog's `Input(regex=…)` takes it, in the syntax of ECMAScript with the
 * `u` flag; null for what has no counterpart there (`(?i)`, `(?x)`, conditionals …).
 */
export function toEcmaPattern(pattern: string): string | null {
  let isInClass = false;
  const written = pattern.replace(pieces, (piece: string, escaped?: string, name?: string) => {
    if (escaped !== undefined) return writeEscape(escaped, isInClass);
    if (piece === "[" && !isInClass) isInClass = true;
    else if (piece === "[") return "\\[";
    else if (piece === "]") isInClass = false;
    if (isInClass || piece === "]") return piece;
    return name === undefined ? "(?<" : `\\k<${name}>`;
  });
  return isPattern(written) ? written : null;
}

function writeEscape(escaped: string, isInClass: boolean): string {
  if (escaped === "A" && !isInClass) return "^";
  if (escaped === "Z" && !isInClass) return "$";
  if (/^[A-Za-z0-9]$/.test(escaped) || syntaxCharacters.test(escaped)) return `\\${escaped}`;
  return escaped === "-" && isInClass ? "\\-" : escaped;
}
