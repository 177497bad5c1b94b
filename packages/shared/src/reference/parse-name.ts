import { reservedWords } from "./reserved-words.ts";
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
  return parseSpan(text, { start: 0, end: text.length, part: "owner" });
}

/** The model's name itself, without its owner; throws ReferenceSyntaxError. */
export function parseModelName(text: string): string {
  return parseSpan(text, { start: 0, end: text.length, part: "model name" });
}

/** The alias itself, without `@`: the rules of names, but for the reserved words, and not only digits. */
export function parseAlias(text: string): string {
  return parseSpan(text, { start: 0, end: text.length, part: "alias" });
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

function checkAlias(name: string, { start }: Span): void {
  if (!/^[0-9]+$/.test(name)) return;
  const message = `the alias ${quote(name)} is a number; a version number follows a colon: \`owner/name:${name}\``;
  throw fault(start, "an alias with a letter in it", message);
}

function fault(position: number, expected: string, message: string): ReferenceSyntaxError {
  return new ReferenceSyntaxError({ position, expected, message });
}
