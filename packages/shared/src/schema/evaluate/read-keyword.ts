import { isObject } from "../json/json.ts";

/*
 * A flat schema's keywords have values of the form that the meta-schema asks for. These say so to the
 * compiler, and end with a TypeError where a stored document is none.
 */

export function readNumber(held: unknown): number {
  return typeof held === "number" ? held : refuseForm(held);
}

export function readText(held: unknown): string {
  return typeof held === "string" ? held : refuseForm(held);
}

export function readList(held: unknown): unknown[] {
  return Array.isArray(held) ? held : refuseForm(held);
}

export function readTexts(held: unknown): string[] {
  return readList(held).map(readText);
}

export function readEntries(held: unknown): [string, unknown][] {
  return isObject(held) ? Object.entries(held) : refuseForm(held);
}

export function refuseForm(held: unknown): never {
  throw new TypeError(`not a flat schema: a keyword holds ${JSON.stringify(held).slice(0, 60)}`);
}
