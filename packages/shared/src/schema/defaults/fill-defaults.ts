import { type Run, spend } from "../evaluate/run.ts";
import { isObject, type JsonObject, setOwn } from "../json/json.ts";
import type { Filler } from "./compile-defaults.ts";

/** All defaults of one check together: as much as a body may have. */
const maxInsertedCharacters = 1024 * 1024;

/** What it takes to insert one, in steps of the run. */
const stepsOfDefault = 20;

interface Filling {
  run: Run;
  charactersLeft: number;
}

/**
 * The value with declared defaults in place of missing properties. What changes is copied; the value given
 * stays as it is. RangeError where the defaults would be endless or too many.
 */
export function fillDefaults(filler: Filler, value: unknown, run: Run): unknown {
  return fill({ run, charactersLeft: maxInsertedCharacters }, filler, value);
}

function fill(filling: Filling, filler: Filler, value: unknown): unknown {
  if (typeof value !== "object") return value;
  spend(filling.run, 1);
  let filled: unknown = value;
  if (isObject(filled)) filled = fillProperties(filling, filler, filled);
  else if (Array.isArray(filled)) filled = fillItems(filling, filler, filled);
  for (const inPlace of filler.inPlace) filled = fill(filling, inPlace, filled);
  return filled;
}

function fillProperties(filling: Filling, filler: Filler, value: JsonObject): JsonObject {
  let filled = value;
  for (const [name, text] of filler.defaults) {
    if (Object.hasOwn(value, name)) continue;
    if (filled === value) filled = { ...value };
    setOwn(filled, name, readDefault(filling, text));
  }
  if (filler.properties.size === 0) return filled;
  for (const name of Object.keys(filled)) {
    const inner = filler.properties.get(name);
    if (inner === undefined) continue;
    const after = fill(filling, inner, filled[name]);
    if (after === filled[name]) continue;
    if (filled === value) filled = { ...value };
    setOwn(filled, name, after);
  }
  return filled;
}

function fillItems(filling: Filling, { prefix, rest }: Filler, value: unknown[]): unknown[] {
  let filled = value;
  const end = rest === null ? Math.min(prefix.length, value.length) : value.length;
  for (let index = 0; index < end; index++) {
    const inner = index < prefix.length ? prefix[index] : rest;
    if (inner === null || inner === undefined) continue;
    const after = fill(filling, inner, value[index]);
    if (after === value[index]) continue;
    if (filled === value) filled = [...value];
    filled[index] = after;
  }
  return filled;
}

function readDefault(filling: Filling, text: string): unknown {
  spend(filling.run, stepsOfDefault);
  filling.charactersLeft -= text.length;
  if (filling.charactersLeft < 0) throw new RangeError("the schema's defaults are too large");
  return JSON.parse(text);
}
