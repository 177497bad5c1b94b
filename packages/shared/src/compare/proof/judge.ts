import { createValidator, type Validator } from "../../schema/create-validator.ts";
import { type FlatNode, type FlatSchema, toReference } from "../../schema/flat-schema.ts";
import { isObject, type JsonObject, setOwn } from "../../schema/json/json.ts";
import { nameOfTarget, namesIn, rootName, type SchemaDocument } from "./document.ts";
import { asNode, mapSubschemas } from "./subschemas.ts";

/** Applies schemas of one document, each by itself and without defaults, to values that have been filled in. */
export class Judge {
  readonly #document: SchemaDocument;
  readonly #validators = new WeakMap<object, Validator>();
  readonly #spend: (steps: number) => boolean;

  /** `spend` is told what each validator and each check costs, and says whether there is that much left. */
  constructor(document: SchemaDocument, spend: (steps: number) => boolean) {
    this.#document = document;
    this.#spend = spend;
  }

  /** Null where the schema is too complex for the value, or the work is to end. */
  accepts(node: FlatNode, value: unknown): boolean | null {
    if (!isObject(node)) return node;
    const validator = this.#validators.get(node) ?? this.#create(node);
    if (validator === null || !this.#spend(1)) return null;
    const check = validator.check(value);
    if (check.valid) return true;
    return check.problems.some(isNoVerdict) ? null : false;
  }

  #create(node: JsonObject): Validator | null {
    const reachable = this.#reachable(node);
    if (!this.#spend(1 + reachable.size)) return null;
    const $defs: JsonObject = {};
    for (const name of reachable) {
      setOwn($defs, name, bare(asNode(this.#document.definitions.get(name))));
    }
    const schema = { ...asObject(bare(node)), $defs };
    const validator = createValidator(schema);
    this.#validators.set(node, validator);
    return validator;
  }

  #reachable(node: FlatNode): Set<string> {
    const names = namesIn(node);
    for (const name of names) {
      for (const next of namesIn(asNode(this.#document.definitions.get(name)))) names.add(next);
    }
    return names;
  }
}

/** Problems that say nothing about the schema: the value could not be judged. */
export function isNoVerdict({ keyword }: { keyword: string }): boolean {
  return keyword === "complexity" || keyword === "json";
}

/** Without defaults, and with the root among the definitions. */
function bare(node: FlatNode): FlatSchema {
  if (!isObject(node)) return node;
  const copy: JsonObject = {};
  for (const [keyword, value] of Object.entries(node)) {
    if (keyword === "default") continue;
    const isRoot = keyword === "$ref" && nameOfTarget(value) === rootName;
    setOwn(copy, keyword, isRoot ? toReference(rootName) : mapSubschemas(keyword, value, bare));
  }
  return copy;
}

function asObject(node: FlatNode): JsonObject {
  return isObject(node) ? node : {};
}
