import type { FlatNode } from "../../schema/flat-schema.ts";
import { isObject, type JsonObject, setOwn } from "../../schema/json/json.ts";
import { type SchemaDocument, targetOf } from "./document.ts";
import { asNode, asNodeMap, asNodes } from "./subschemas.ts";

const maxDepth = 64;
/** Of one comparison. */
const maxInserted = 100_000;

/** The schemas through which defaults reach one place of the value, nearest first; none where none can. */
export type Filling = readonly JsonObject[];

/** How `check` fills in the defaults of one document. RangeError where there is no end to them. */
export class Defaults {
  readonly #document: SchemaDocument;
  readonly #filling = new WeakMap<object, boolean>();
  #insertedCount = 0;

  constructor(document: SchemaDocument) {
    this.#document = document;
  }

  root(): Filling {
    return this.#fillingOf([this.#document.root]);
  }

  /** The filling of a property's value. */
  ofProperty(filling: Filling, name: string): Filling {
    return this.#fillingOf(
      filling.flatMap(({ properties }) =>
        isObject(properties) && Object.hasOwn(properties, name) ? [asNode(properties[name])] : [],
      ),
    );
  }

  ofItem(filling: Filling, index: number): Filling {
    return this.#fillingOf(
      filling.map(({ prefixItems, items }) => asNode(asNodes(prefixItems)[index] ?? items)),
    );
  }

  /** What becomes of missing properties. */
  inserted(filling: Filling, depth = 0): Map<string, unknown> {
    const found = new Map<string, unknown>();
    for (const { properties } of filling) {
      for (const [name, node] of asNodeMap(properties)) {
        if (found.has(name)) continue;
        const declared = this.#inPlace([node]).find((schema) => schema["default"] !== undefined);
        if (declared === undefined) continue;
        this.#insertedCount += 1;
        if (this.#insertedCount > maxInserted) throw new RangeError("too many defaults");
        const inner = this.ofProperty(filling, name);
        found.set(name, this.fill(inner, declared["default"], depth + 1));
      }
    }
    return found;
  }

  /** The value as `check` judges it. */
  fill(filling: Filling, value: unknown, depth = 0): unknown {
    if (filling.length === 0) return value;
    if (depth > maxDepth) throw new RangeError("defaults without end");
    if (Array.isArray(value)) {
      return value.map((item, index) => this.fill(this.ofItem(filling, index), item, depth + 1));
    }
    if (!isObject(value)) return value;
    const filled: JsonObject = {};
    for (const [name, inserted] of this.inserted(filling, depth)) {
      if (!Object.hasOwn(value, name)) setOwn(filled, name, inserted);
    }
    for (const [name, given] of Object.entries(value)) {
      setOwn(filled, name, this.fill(this.ofProperty(filling, name), given, depth + 1));
    }
    return filled;
  }

  #fillingOf(nodes: FlatNode[]): Filling {
    return nodes.some((node) => this.#canFill(node)) ? this.#inPlace(nodes) : [];
  }

  /** The schemas themselves and what `$ref` and `allOf` add to each. */
  #inPlace(nodes: readonly FlatNode[]): JsonObject[] {
    const found = new Set<JsonObject>();
    const open = nodes.toReversed();
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (!isObject(node) || found.has(node)) continue;
      found.add(node);
      open.push(...asNodes(node["allOf"]).toReversed(), ...this.#target(node));
    }
    return [...found];
  }

  #target(node: JsonObject): FlatNode[] {
    return node["$ref"] === undefined ? [] : [targetOf(this.#document, node["$ref"])];
  }

  /** Whether the schema can insert anything into a value. */
  #canFill(node: FlatNode): boolean {
    if (!isObject(node)) return false;
    const known = this.#filling.get(node);
    if (known !== undefined) return known;
    const seen = new Set<FlatNode>();
    const open: FlatNode[] = [node];
    let found = false;
    for (let at = open.pop(); at !== undefined && !found; at = open.pop()) {
      if (!isObject(at) || seen.has(at)) continue;
      seen.add(at);
      const properties = asNodeMap(at["properties"]).map(([, property]) => property);
      found = this.#inPlace(properties).some((property) => property["default"] !== undefined);
      const inner = [...properties, ...asNodes(at["prefixItems"]), asNode(at["items"])];
      open.push(...inner, ...asNodes(at["allOf"]), ...this.#target(at));
    }
    this.#filling.set(node, found);
    return found;
  }
}
