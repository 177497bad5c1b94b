import type { FlatNode } from "../../schema/flat-schema.ts";
import { canonicalText } from "../../schema/json/canonical-text.ts";
import { isObject } from "../../schema/json/json.ts";
import { nameOfTarget, namesIn, type SchemaDocument } from "./document.ts";
import { mapSubschemas } from "./subschemas.ts";

/** Which of the two schemas: 0 is the one whose values must all be values of 1. */
export type Side = 0 | 1;

type Documents = readonly [SchemaDocument, SchemaDocument];

const unordered = new Set(["type", "required", "enum"]);

/**
 * Gives schemas numbers, so that two with the same number accept the same values. `idOf` leaves
 * defaults out, as they change no verdict on a value that has been filled in; `fillIdOf` keeps them.
 */
export class Identity {
  readonly #numbers = new Map<string, number>();
  readonly #ids = new WeakMap<object, number>();
  readonly #fillIds = new WeakMap<object, number>();
  readonly #shared: ReadonlySet<string>;

  constructor(documents: Documents) {
    this.#shared = this.#findShared(documents);
  }

  idOf(node: FlatNode, side: Side): number {
    return this.#visit(node, { ids: this.#ids, side, shared: this.#shared, defaults: false });
  }

  fillIdOf(node: FlatNode, side: Side): number {
    return this.#visit(node, { ids: this.#fillIds, side, shared: this.#shared, defaults: true });
  }

  /** Definitions that mean the same in both documents, by all that they lead to. */
  #findShared([before, after]: Documents): Set<string> {
    const shared = new Set<string>();
    const all = new Set([...before.definitions.keys(), ...after.definitions.keys()]);
    const ids = [new WeakMap<object, number>(), new WeakMap<object, number>()] as const;
    const look = { side: 0, shared: all, defaults: true } as const;
    for (const [name, node] of before.definitions) {
      const other = after.definitions.get(name);
      if (other === undefined) continue;
      const id = this.#visit(node, { ids: ids[0], ...look });
      if (id === this.#visit(other, { ids: ids[1], ...look })) shared.add(name);
    }
    const users = new Map<string, string[]>();
    for (const [name, node] of before.definitions) {
      for (const used of namesIn(node)) users.set(used, [...(users.get(used) ?? []), name]);
    }
    const open = [...all].filter((name) => !shared.has(name));
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      for (const user of users.get(name) ?? []) if (shared.delete(user)) open.push(user);
    }
    return shared;
  }

  #visit(node: FlatNode, look: Look): number {
    if (!isObject(node)) return this.#number(String(node));
    const known = look.ids.get(node);
    if (known !== undefined) return known;
    const parts: string[] = [];
    for (const keyword of Object.keys(node).toSorted()) {
      if (keyword === "default" && !look.defaults) continue;
      parts.push(`${keyword}:${this.#keyword(keyword, node[keyword], look)}`);
    }
    const id = this.#number(parts.join());
    look.ids.set(node, id);
    return id;
  }

  #keyword(keyword: string, value: unknown, look: Look): string {
    if (keyword === "$ref") {
      const name = nameOfTarget(value);
      return `${look.shared.has(name) ? "" : look.side}${JSON.stringify(name)}`;
    }
    const visited = mapSubschemas(keyword, value, (node) => this.#visit(node, look));
    if (unordered.has(keyword) && Array.isArray(visited)) {
      return [...new Set(visited.map(canonicalText))].toSorted().join();
    }
    return canonicalText(visited);
  }

  #number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

interface Look {
  ids: WeakMap<object, number>;
  side: Side;
  shared: ReadonlySet<string>;
  defaults: boolean;
}
