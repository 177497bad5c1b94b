import {
  definitionNameOf,
  definitionsOf,
  type FlatNode,
  type FlatSchema,
  targetOf,
} from "../flat-schema.ts";
import { isObject, type JsonObject } from "../json/json.ts";
import type { Place } from "../messages/place.ts";
import { refuse } from "../messages/refuse.ts";
import { compileRules } from "./compile-rules.ts";
import { readText } from "./read-keyword.ts";
import type { Compiler } from "./rule.ts";
import { type Check, SchemaNode } from "./schema-node.ts";

/**
 * The flat schema, or a schema inside it, as a tree of checks; definitions are in it once, however they
 * refer to each other.
 */
export function compileFlat(flat: FlatSchema, part: FlatNode = flat): SchemaNode {
  return new FlatCompiler(flat).compilePart(part);
}

const anything: Check<unknown> = () => true;

class FlatCompiler implements Compiler {
  readonly #flat: FlatSchema;
  /** By `$ref`; the root by `#`. */
  readonly #targets = new Map<string, SchemaNode>();
  readonly #patterns = new Map<string, RegExp>();

  constructor(flat: FlatSchema) {
    this.#flat = flat;
  }

  compilePart(part: FlatNode): SchemaNode {
    const place = { keyword: "false", schema: {}, location: "" };
    const root = part === this.#flat ? this.resolve("#") : this.compile(part, place);
    // No recursion from target to target: a chain of them may be longer than the stack. The loop meets those that it adds.
    for (const [reference, node] of this.#targets) {
      const location = locationOf(this.#flat, reference);
      node.check = this.#compileCheck(targetOf(this.#flat, reference), { ...place, location });
    }
    return root;
  }

  /** A reference with nothing beside it costs nothing: it is the node of its target. */
  compile(schema: unknown, place: Place): SchemaNode {
    if (isBareReference(schema)) return this.resolve(readText(schema["$ref"]));
    return new SchemaNode(this.#compileCheck(schema, place));
  }

  resolve(reference: string): SchemaNode {
    const before = this.#targets.get(reference);
    if (before !== undefined) return before;
    const node = new SchemaNode(anything);
    this.#targets.set(reference, node);
    return node;
  }

  lookUp(schema: unknown): unknown {
    return isBareReference(schema) ? targetOf(this.#flat, readText(schema["$ref"])) : schema;
  }

  pattern(source: string): RegExp {
    const pattern = this.#patterns.get(source) ?? new RegExp(source, "u");
    this.#patterns.set(source, pattern);
    return pattern;
  }

  #compileCheck(schema: unknown, place: Place): Check<unknown> {
    if (isObject(schema)) {
      return compileRules({ schema, location: place.location, compiler: this });
    }
    return schema === false ? (value, run) => refuse(run, place, value) : anything;
  }
}

function isBareReference(schema: unknown): schema is JsonObject {
  if (!isObject(schema) || !("$ref" in schema)) return false;
  return Object.keys(schema).every((keyword) => keyword === "$ref" || keyword === "default");
}

/** The name of a definition is its location; a number behind it tells it from others of the same place. */
function locationOf(flat: FlatSchema, reference: string): string {
  const name = definitionNameOf(reference) ?? "";
  const [, place = name] = /^(.*) \(\d+\)$/s.exec(name) ?? [];
  return place === "" || Object.hasOwn(definitionsOf(flat), place) ? place : name;
}
