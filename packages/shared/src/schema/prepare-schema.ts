import { deepCompareStrict } from "@cfworker/json-schema";

import { isAssertedFormat } from "./formats.ts";
import { escapeStep, isObject, type JsonObject, type Path, toPointer } from "./json/json.ts";
import { findKeyword, isNames } from "./keywords.ts";
import { valueAt } from "./survey-schema.ts";

/** A schema as the library gets it; `true` accepts everything. */
export type PreparedNode = JsonObject | true;

/**
 * The schema with only the keywords that assert something, and `default`. Every `$ref` is a key of
 * `targets`; `false` is written `{ not: {} }`, so that errors carry the place in the schema.
 */
export interface PreparedSchema {
  root: PreparedNode;
  targets: Record<string, PreparedNode>;
  hasDefaults: boolean;
  /** Of the document that it was made from. */
  bytes: number;
}

/** Both by JSON Pointer: `targets` where each `$ref` leads, `done` what is prepared. */
interface Preparation {
  targets: ReadonlyMap<string, Path>;
  done: Map<string, PreparedNode>;
}

export function prepareSchema(
  document: { root: unknown; bytes: number; hasDefaults: boolean },
  targets: ReadonlyMap<string, Path>,
): PreparedSchema {
  const preparation: Preparation = { targets, done: new Map() };
  const root = prepareNode(preparation, document.root, "");
  const prepareTarget = (path: Path): [string, PreparedNode] => {
    const pointer = toPointer(path);
    return [pointer, prepareNode(preparation, valueAt(document.root, path), pointer)];
  };
  const byPointer = Object.fromEntries(Array.from(targets.values(), prepareTarget));
  return { root, targets: byPointer, hasDefaults: document.hasDefaults, bytes: document.bytes };
}

function prepareNode(preparation: Preparation, schema: unknown, pointer: string): PreparedNode {
  const before = preparation.done.get(pointer);
  if (before !== undefined) return before;
  const prepared = isObject(schema)
    ? prepareObject(preparation, schema, pointer)
    : schema === true || { not: {} };
  preparation.done.set(pointer, prepared);
  return prepared;
}

function prepareObject(preparation: Preparation, schema: JsonObject, pointer: string): JsonObject {
  const prepared: JsonObject = {};
  for (const [name, held] of Object.entries(schema)) {
    if (isKept(name, held)) prepared[name] = prepareKeyword(preparation, { name, held, pointer });
  }
  const choices = choicesOf(schema);
  if (choices !== null) prepared["enum"] = choices;
  return prepared;
}

function isKept(name: string, held: unknown): boolean {
  if (name === "default") return true;
  if (name === "const" || name === "enum") return false;
  if (name === "format") return isAssertedFormat(held);
  return findKeyword(name)?.asserts === true;
}

function prepareKeyword(
  preparation: Preparation,
  { name, held, pointer }: { name: string; held: unknown; pointer: string },
): unknown {
  if (name === "$ref") return toPointer(preparation.targets.get(pointer) ?? []);
  const inside = `${pointer}/${escapeStep(name)}`;
  switch (findKeyword(name)?.holds) {
    case "schema":
      return prepareNode(preparation, held, inside);
    case "schema_list":
      return Array.isArray(held)
        ? held.map((one: unknown, index) => prepareNode(preparation, one, `${inside}/${index}`))
        : held;
    case "schema_map":
    case "schema_or_names_map":
      return isObject(held) ? prepareMap(preparation, held, inside) : held;
    default:
      return held;
  }
}

function prepareMap(preparation: Preparation, map: JsonObject, inside: string): JsonObject {
  const prepareEntry = ([key, one]: [string, unknown]): [string, unknown] => {
    // Only `dependencies` may hold names.
    if (isNames(one)) return [key, { required: one }];
    return [key, prepareNode(preparation, one, `${inside}/${escapeStep(key)}`)];
  };
  return Object.fromEntries(Object.entries(map).map(prepareEntry));
}

/**
 * The library writes a whole `enum` or `const` into each error's text, which made 74 MB of errors of
 * 64 KB of schema. So `const` becomes an `enum` of one, and an `enum` is never written out.
 */
function choicesOf(schema: JsonObject): unknown[] | null {
  const { const: only, enum: choices } = schema;
  if (only === undefined && !Array.isArray(choices)) return null;
  const all: unknown[] = Array.isArray(choices) ? choices : [only];
  const kept = all.filter((choice) => only === undefined || deepCompareStrict(choice, only));
  Object.defineProperty(kept, "toJSON", { value: () => "…" });
  return kept;
}
