import { isObject, type JsonObject, type Path, toPointer, unescapeStep } from "./json/json.ts";
import { findKeyword } from "./keywords.ts";
import type { PreparedSchema } from "./prepare-schema.ts";

/** A keyword on the way to an error, and the schema that has it. */
export interface Crossing {
  keyword: string;
  schema: JsonObject;
}

export interface ErrorPlace {
  /** The schema whose keyword the value breaks. */
  schema: JsonObject;
  /** The keywords passed on the way to it, outermost first. */
  crossings: Crossing[];
  /** JSON Pointer. */
  location: string;
}

/** Follows the library's `keywordLocation`, a URI fragment that runs through `$ref`s, to its schema. */
export function locateError(prepared: PreparedSchema, keywordLocation: string): ErrorPlace {
  const location = toPointer(stepsOf(keywordLocation));
  const steps = stepsOf(keywordLocation).slice(0, -1);
  const crossings: Crossing[] = [];
  let schema = asObject(prepared.root);
  while (steps.length > 0) {
    const keyword = steps.shift() ?? "";
    crossings.push({ keyword, schema });
    schema = asObject(enter(prepared, schema[keyword], { keyword, steps }));
  }
  return { schema, crossings, location };
}

function enter(
  prepared: PreparedSchema,
  held: unknown,
  { keyword, steps }: { keyword: string; steps: string[] },
): unknown {
  if (keyword === "$ref") return prepared.targets[String(held)];
  const holds = findKeyword(keyword)?.holds;
  if (holds === "schema") return held;
  const key = steps.shift() ?? "";
  if (Array.isArray(held)) return held[Number(key)];
  return isObject(held) ? held[key] : undefined;
}

/** An error never lies in a schema that accepts everything, so only an empty object stands for one. */
function asObject(node: unknown): JsonObject {
  return isObject(node) ? node : {};
}

export interface ValuePlace {
  path: Path;
  value: unknown;
}

/** Follows the library's `instanceLocation` to the value; the value is undefined where there is none. */
export function locateValue(root: unknown, instanceLocation: string): ValuePlace {
  const path: Path = [];
  let value = root;
  for (const step of stepsOf(instanceLocation)) {
    path.push(Array.isArray(value) ? Number(step) : step);
    if (Array.isArray(value)) value = value[Number(step)];
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return { path, value };
}

function stepsOf(location: string): string[] {
  return location
    .split("/")
    .slice(1)
    .map((step) => unescapeStep(decodeURIComponent(step)));
}
