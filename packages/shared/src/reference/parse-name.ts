import { reservedWords } from "./reserved-words.ts";
import { isSemanticVersion } from "./semantic-version.ts";
import { readOrSuggest, undress } from "./suggest.ts";
import { quote, ReferenceSyntaxError } from "./syntax-error.ts";

export const maxNameLength = 63;

export type NamePart = "owner" | "model name" | "alias";

export interface Span {
  start: number;
  end: number;
  part: NamePart;
}

const letterOrDigit = /^[a-z0-9]$/;
const nameCharacter = /^[a-z0-9._-]$/;
const alphabet = "lower-case letters, digits and inner `-`, `_`, `.`";

/** The owner's name itself; throws ReferenceSyntaxError where it breaks the rules of names. */
export function parseOwnerName(text: string): string {
  return parsePart(text, "owner");
}

/** The model's name itself, without its owner; throws ReferenceSyntaxError. */
export function parseModelName(text: string): string {
  return parsePart(text, "model name");
}

/** The alias itself, without `@`: the rules of names, but for the reserved words, and neither a number nor a semantic version. */
export function parseAlias(text: string): string {
  return parsePart(text, "alias");
}

function parsePart(text: string, part: NamePart): string {
  const read = (name: string): string => parseSpan(name, { start: 0, end: name.length, part });
  return readOrSuggest(text, { read, respell: (name) => [undress(name)] });
}

/** The part of `text` in the span; positions in errors count from the start of `text`. */
export function parseSpan(text: string, span: Span): string {
  const name = text.slice(span.start, span.end);
  if (name === "") throw fault(span.start, alphabet, `the ${span.part} is empty`);
  checkLength(name, span);
  for (let index = 0; index < name.length; index++) checkCharacter(name, index, span);
  if (span.part === "alias") checkAlias(name, span);
  else checkReserved(name, span);
  return name;
}

function checkLength(name: string, { start, part }: Span): void {
  if (name.length <= maxNameLength) return;
  const expected = `at most ${maxNameLength} characters`;
  throw fault(
    start + maxNameLength,
    expected,
    `the ${part} ${quote(name)} has ${name.length} characters; ${expected} are allowed`,
  );
}

function checkCharacter(name: string, index: number, { start, part }: Span): void {
  const character = name.charAt(index);
  if (!nameCharacter.test(character)) {
    const wrong = quote(String.fromCodePoint(name.codePointAt(index) ?? 0));
    const message = `the ${part} ${quote(name)} contains ${wrong}; write ${alphabet} only`;
    throw fault(start + index, alphabet, message);
  }
  const outer = index === 0 ? "begin" : index === name.length - 1 ? "end" : null;
  if (outer !== null && !letterOrDigit.test(character)) {
    const message = `the ${part} ${quote(name)} must ${outer} with a lower-case letter or a digit`;
    throw fault(start + index, "a lower-case letter or a digit", message);
  }
}

function checkReserved(name: string, { start, part }: Span): void {
  if (!reservedWords.has(name)) return;
  const message = `the ${part} ${quote(name)} is a reserved word; choose another`;
  throw fault(start, `a ${part} that is not reserved`, message);
}

/** What would be read as something else behind a colon is refused behind an @. */
function checkAlias(name: string, { start }: Span): void {
  const isNumber = /^[0-9]+$/.test(name);
  if (!isNumber && !isSemanticVersion(name)) return;
  const what = isNumber ? "a number" : "a semantic version";
  const message = `the alias ${quote(name)} is ${what}, which is written behind a colon`;
  throw fault(start, "an alias that is no version", message);
}

function fault(position: number, expected: string, message: string): ReferenceSyntaxError {
  return new ReferenceSyntaxError({ position, expected, message });
}
