import {
  definitionsOf,
  type FlatNode,
  type FlatSchema,
  toReference,
} from "../../schema/flat-schema.ts";
import { canonicalText } from "../../schema/json/canonical-text.ts";
import { isObject } from "../../schema/json/json.ts";
import { mapSubschemas } from "../../schema/keywords.ts";
import { asNode } from "./subschemas.ts";

/** Which of the two schemas: 0 is the one whose values must all be values of 1. */
export type Side = 0 | 1;

/** Stand at the root and say nothing there. */
const unsaid = new Set(["$defs", "$schema"]);
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

  constructor(schemas: readonly [FlatSchema, FlatSchema]) {
    this.#shared = this.#findShared(targetsIn(schemas[0]), targetsIn(schemas[1]));
  }

  idOf(node: FlatNode, side: Side): number {
    return this.#visit(node, { ids: this.#ids, side, shared: this.#shared, defaults: false });
  }

  fillIdOf(node: FlatNode, side: Side): number {
    return this.#visit(node, { ids: this.#fillIds, side, shared: this.#shared, defaults: true });
  }

  /** References that mean the same in both schemas, by all that they lead to. */
  #findShared(before: Targets, after: Targets): Set<string> {
    const shared = new Set<string>();
    const users = new Map<string, string[]>();
    const all = new Set([...before.keys(), ...after.keys()]);
    const look = { side: 0, shared: all, defaults: true } as const;
    for (const [reference, node] of before) {
      const used = new Set<string>();
      const id = this.#visit(node, { ids: new WeakMap(), used, ...look });
      const other = after.get(reference);
      const isAlike =
        other !== undefined && id === this.#visit(other, { ids: new WeakMap(), ...look });
      if (isAlike) shared.add(reference);
      for (const one of used) users.set(one, [...(users.get(one) ?? []), reference]);
    }
    const open = [...all].filter((reference) => !shared.has(reference));
    for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
      for (const user of users.get(reference) ?? []) if (shared.delete(user)) open.push(user);
    }
    return shared;
  }

  #visit(node: FlatNode, look: Look): number {
    if (!isObject(node)) return this.#number(String(node));
    const known = look.ids.get(node);
    if (known !== undefined) return known;
    const parts: string[] = [];
    for (const keyword of Object.keys(node).toSorted()) {
      if (unsaid.has(keyword) || (keyword === "default" && !look.defaults)) continue;
      parts.push(`${keyword}:${this.#keyword(keyword, node[keyword], look)}`);
    }
    const id = this.#number(parts.join());
    look.ids.set(node, id);
    return id;
  }

  #keyword(keyword: string, value: unknown, look: Look): string {
    if (keyword === "$ref" && typeof value === "string") {
      look.used?.add(value);
      return `${look.shared.has(value) ? "" : look.side}${JSON.stringify(value)}`;
    }
    const visited = mapSubschemas(keyword, value, (node) => this.#visit(asNode(node), look));
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
  /** Takes note of the references that it meets. */
  used?: Set<string>;
}

type Targets = ReadonlyMap<string, FlatNode>;

/** All that references can lead to. */
function targetsIn(schema: FlatSchema): Targets {
  const definitions = Object.entries(definitionsOf(schema));
  return new Map([
    ["#", schema],
    ...definitions.map(([name, node]): [string, FlatNode] => [toReference(name), asNode(node)]),
  ]);
}
