import { definitionNameOf, definitionsOf, type FlatSchema, targetOf } from "../flat-schema.ts";
import { isObject, type JsonObject } from "../json/json.ts";
import type { Place } from "../messages/place.ts";
import { refuse } from "../messages/refuse.ts";
import { compileRules } from "./compile-rules.ts";
import { readText } from "./read-keyword.ts";
import { type Check, SchemaNode } from "./schema-node.ts";

interface Compiler {
  flat: FlatSchema;
  /** By `$ref`; the root by `#`. */
  targets: Map<string, SchemaNode>;
  /** Those of `targets` that are not yet compiled. */
  pending: string[];
  patterns: Map<string, RegExp>;
}

const anything: Check<unknown> = () => true;

/** The flat schema as a tree of checks; its definitions are in it once, however they refer to each other. */
export function compileFlat(flat: FlatSchema): SchemaNode {
  const compiler: Compiler = { flat, targets: new Map(), pending: [], patterns: new Map() };
  const root = resolve(compiler, "#");
  // A list and no recursion: a chain of definitions may be longer than the stack.
  for (let next = compiler.pending.pop(); next !== undefined; next = compiler.pending.pop()) {
    const place = { keyword: "false", schema: {}, location: locationOf(flat, next) };
    resolve(compiler, next).check = compileCheck(compiler, targetOf(flat, next), place);
  }
  return root;
}

function resolve(compiler: Compiler, reference: string): SchemaNode {
  const before = compiler.targets.get(reference);
  if (before !== undefined) return before;
  const node = new SchemaNode(anything);
  compiler.targets.set(reference, node);
  compiler.pending.push(reference);
  return node;
}

/** A reference with nothing beside it costs nothing: it is the node of its target. */
function compileNode(compiler: Compiler, schema: unknown, place: Place): SchemaNode {
  if (isBareReference(schema)) return resolve(compiler, readText(schema["$ref"]));
  return new SchemaNode(compileCheck(compiler, schema, place));
}

function compileCheck(compiler: Compiler, schema: unknown, place: Place): Check<unknown> {
  if (!isObject(schema)) {
    return schema === false ? (value, run) => refuse(run, place, value) : anything;
  }
  return compileRules({
    schema,
    location: place.location,
    compile: (inner, innerPlace) => compileNode(compiler, inner, innerPlace),
    resolve: (reference) => resolve(compiler, reference),
    lookUp: (inner) => lookUp(compiler, inner),
    pattern: (source) => compilePattern(compiler, source),
  });
}

function isBareReference(schema: unknown): schema is JsonObject {
  return (
    isObject(schema) &&
    "$ref" in schema &&
    Object.keys(schema).every((keyword) => keyword === "$ref" || keyword === "default")
  );
}

function lookUp(compiler: Compiler, schema: unknown): unknown {
  return isBareReference(schema) ? targetOf(compiler.flat, readText(schema["$ref"])) : schema;
}

/** The name of a definition is its location; a number behind it tells it from others of the same place. */
function locationOf(flat: FlatSchema, reference: string): string {
  const name = definitionNameOf(reference) ?? "";
  const [, place = name] = /^(.*) \(\d+\)$/s.exec(name) ?? [];
  return Object.hasOwn(definitionsOf(flat), place) ? place : name;
}

function compilePattern({ patterns }: Compiler, source: string): RegExp {
  const pattern = patterns.get(source) ?? new RegExp(source, "u");
  patterns.set(source, pattern);
  return pattern;
}
