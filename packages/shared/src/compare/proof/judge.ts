import { compileFlat } from "../../schema/evaluate/compile-flat.ts";
import type { SchemaNode } from "../../schema/evaluate/schema-node.ts";
import { type FlatNode, type FlatSchema, toReference } from "../../schema/flat-schema.ts";
import { isObject, type JsonObject, setOwn } from "../../schema/json/json.ts";
import { nameOfTarget, rootName, type SchemaDocument } from "./document.ts";
import { mapSubschemas } from "./subschemas.ts";

/** What a check of one value may cost, in steps of the evaluator. */
const maxSteps = 20_000;

/** Applies schemas of one document, each by itself and without defaults, to values that have been filled in. */
export class Judge {
  readonly #definitions: JsonObject = {};
  readonly #compiled = new WeakMap<object, SchemaNode>();
  readonly #spend: () => boolean;

  /** `spend` says whether there may be another check. */
  constructor(document: SchemaDocument, spend: () => boolean) {
    this.#spend = spend;
    for (const [name, node] of document.definitions) setOwn(this.#definitions, name, bare(node));
  }

  /** Null where the schema is too complex for the value, or the work is to end. */
  accepts(schema: FlatNode, value: unknown): boolean | null {
    if (!isObject(schema)) return schema;
    if (!this.#spend()) return null;
    const compiled = this.#compiled.get(schema) ?? this.#compile(schema);
    try {
      return compiled.check(value, { stepsLeft: maxSteps, report: null }, null);
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  #compile(schema: JsonObject): SchemaNode {
    const compiled = compileFlat({ ...bareObject(schema), $defs: this.#definitions });
    this.#compiled.set(schema, compiled);
    return compiled;
  }
}

/** Without defaults, and with the root among the definitions. */
function bare(schema: FlatNode): FlatSchema {
  return isObject(schema) ? bareObject(schema) : schema;
}

function bareObject(schema: JsonObject): JsonObject {
  const copy: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "default") continue;
    const isRoot = keyword === "$ref" && nameOfTarget(value) === rootName;
    setOwn(copy, keyword, isRoot ? toReference(rootName) : mapSubschemas(keyword, value, bare));
  }
  return copy;
}
