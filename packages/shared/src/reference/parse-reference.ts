import { maxNameLength, parseSpan } from "./parse-name.ts";
import type { Reference, Selector } from "./reference.ts";
import { isPartOfId, respellReference } from "./respell-reference.ts";
import { isSemanticVersion, maxSemanticVersionLength } from "./semantic-version.ts";
import { readOrSuggest } from "./suggest.ts";
import { quote, ReferenceSyntaxError } from "./syntax-error.ts";

export const maxVersionNumber = 2 ** 31 - 1;

const maxReferenceLength = maxNameLength + 1 + maxNameLength + 1 + maxSemanticVersionLength;
const versionId = /^[0-9a-f]{64}$/;
const digits = /^[0-9]+$/;
const versionForms = "a number, a semantic version or an id of 64 hex digits";

/**
 * Reads `owner/name`, `owner/name:30`, `owner/name:1.4.0`, `owner/name:<64 hex>`, `owner/name@alias`
 * or a bare `<64 hex>`, in linear time. Throws ReferenceSyntaxError on everything else.
 */
export function parseReference(text: string): Reference {
  return readOrSuggest(text, { read: readReference, respell: respellReference });
}

function readReference(text: string): Reference {
  if (text.length > maxReferenceLength) {
    const expected = `at most ${maxReferenceLength} characters`;
    const message = `the reference ${quote(text)} has ${text.length} characters; ${expected} are allowed`;
    throw new ReferenceSyntaxError({ position: maxReferenceLength, expected, message });
  }
  if (versionId.test(text)) return { kind: "id", id: text };
  const slash = text.indexOf("/");
  if (slash === -1) throw noSlash(text);
  const end = nameEnd(text, slash + 1);
  if (slash === 0) throw missing(text, 0, "owner before the slash");
  if (end === slash + 1) throw missing(text, end, "model name after the slash");
  const owner = parseSpan(text, { start: 0, end: slash, part: "owner" });
  const second = text.slice(0, end).indexOf("/", slash + 1);
  if (second !== -1) throw secondSlash(text, second);
  const name = parseSpan(text, { start: slash + 1, end, part: "model name" });
  return { kind: "model", owner, name, selector: parseSelector(text, end) };
}

/** True for the 64 lower-case hex digits that name a version on their own. */
export function isVersionId(text: string): boolean {
  return versionId.test(text);
}

function nameEnd(text: string, from: number): number {
  for (let index = from; index < text.length; index++) {
    if (text[index] === ":" || text[index] === "@") return index;
  }
  return text.length;
}

function parseSelector(text: string, at: number): Selector {
  if (at === text.length) return { kind: "primary" };
  const start = at + 1;
  const other = text.indexOf(text[at] === "@" ? ":" : "@", start);
  if (other !== -1) throw twoSelectors(text, other);
  if (text[at] === "@") {
    if (start === text.length) throw missing(text, start, "alias after the @");
    return { kind: "alias", alias: parseSpan(text, { start, end: text.length, part: "alias" }) };
  }
  const selector = text.slice(start);
  if (selector === "") throw missing(text, start, "version after the colon");
  if (versionId.test(selector)) return { kind: "id", id: selector };
  if (digits.test(selector)) return { kind: "number", number: parseNumber(text, start) };
  if (isSemanticVersion(selector)) return { kind: "semver", version: selector };
  throw unknownVersion(text, start);
}

function parseNumber(text: string, start: number): number {
  const written = text.slice(start);
  const number = Number(written);
  const whole = quote(text);
  const expected = `a number from 1 to ${maxVersionNumber} without leading zeros`;
  if (number === 0) throw wrongNumber(`${whole} names version 0; version numbers start at 1`);
  if (written.startsWith("0")) {
    throw wrongNumber(`the version number in ${whole} has leading zeros; write ${expected}`);
  }
  if (number > maxVersionNumber) {
    throw wrongNumber(`the version number in ${whole} is too large; write ${expected}`);
  }
  return number;

  function wrongNumber(message: string): ReferenceSyntaxError {
    return new ReferenceSyntaxError({ position: start, expected, message });
  }
}

function unknownVersion(text: string, start: number): ReferenceSyntaxError {
  const selector = text.slice(start);
  const message = isPartOfId(selector)
    ? `${quote(selector)} after the colon has ${selector.length} hex digits; an id has 64`
    : `${quote(selector)} after the colon is not ${versionForms}${aliasHint(selector)}`;
  return new ReferenceSyntaxError({ position: start, expected: versionForms, message });
}

function aliasHint(selector: string): string {
  return /^[a-z][a-z0-9._-]*$/.test(selector) ? "; an alias is written with an @" : "";
}

function twoSelectors(text: string, position: number): ReferenceSyntaxError {
  const expected = "the end of the reference";
  const message = `${quote(text)} has both a \`:\` and an \`@\`; name the version by one of them`;
  return new ReferenceSyntaxError({ position, expected, message });
}

function secondSlash(text: string, position: number): ReferenceSyntaxError {
  const expected = "`:`, `@` or the end of the reference";
  const message = `${quote(text)} has more than one slash; a model is written \`owner/name\``;
  return new ReferenceSyntaxError({ position, expected, message });
}

function missing(text: string, position: number, what: string): ReferenceSyntaxError {
  const message = `${quote(text)} has no ${what}`;
  return new ReferenceSyntaxError({ position, expected: what, message });
}

function noSlash(text: string): ReferenceSyntaxError {
  const forms = "`owner/name`, or a version's id of 64 lower-case hex digits";
  const message =
    text.trim() === "" ? `the reference is empty; write ${forms}` : slashlessMessage(text, forms);
  return new ReferenceSyntaxError({ position: nameEnd(text, 0), expected: "/", message });
}

function slashlessMessage(text: string, forms: string): string {
  if (isPartOfId(text))
    return `${quote(text)} has no slash and ${text.length} hex digits; an id has 64`;
  const isName = /^[a-z0-9][a-z0-9._-]*(?:[:@][a-z0-9._-]+)?$/.test(text);
  const written = isName && text.length <= maxNameLength ? quote(`owner/${text}`) : forms;
  return `${quote(text)} has no slash; write ${written}`;
}
