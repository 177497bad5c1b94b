import type { FlatNode } from "../../schema/flat-schema.ts";
import { canonicalText } from "../../schema/json/canonical-text.ts";
import type { Identity, Side } from "./identity.ts";

/** JSON's types, with the numbers split: "number" stands for those that are no integers. */
export const valueTypes = [
  "null",
  "boolean",
  "integer",
  "number",
  "string",
  "array",
  "object",
] as const;

export type ValueType = (typeof valueTypes)[number];

/** `name` alone, or every name but those listed and those that match a pattern, or every name that matches `pattern`. */
export type NameSet =
  | { name: string }
  | { pattern: string }
  | { except: ReadonlySet<string>; patterns: readonly string[] };

/** That a value is, or is not, one of a schema's. */
export interface Literal {
  is: "schema";
  not: boolean;
  node: FlatNode;
  side: Side;
}

/** Something that holds for the value being looked at, or with `not` exactly the contrary. */
export type Fact =
  | Literal
  | { is: "value"; not: boolean; values: readonly unknown[]; side: Side }
  /** The number is at least the bound; above it where `open`. */
  | { is: "bound"; not: boolean; least: number; open: boolean }
  | { is: "multiple"; not: boolean; of: number }
  | { is: "size"; not: boolean; least: number; side: Side }
  | { is: "pattern" | "format"; not: boolean; text: string }
  /** Of the items from `from` up to before `to`, at least so many are of the literal. */
  | { is: "item"; not: boolean; from: number; to: number; literal: Literal; least: number }
  | { is: "unique"; not: boolean; side: Side }
  | { is: "has"; not: boolean; name: string; side: Side }
  /** One of these properties is there, and its value is of the literal. */
  | { is: "property"; not: boolean; names: NameSet; literal: Literal }
  /** The name of one of the properties is of the literal. */
  | { is: "name"; not: boolean; literal: Literal };

/** A disjunction of conjunctions: one of the options holds, with all its facts. */
export type Clause = Fact[][];

export type FactOf<K extends Fact["is"]> = Extract<Fact, { is: K }>;

export function opposite<F extends Fact>(fact: F): F {
  return { ...fact, not: !fact.not };
}

export function literalOf(node: FlatNode, side: Side = 0): Literal {
  return { is: "schema", not: false, node, side };
}

/** Facts of the one kind that hold, or whose contrary does. */
export function factsOf<K extends Fact["is"]>(
  facts: readonly Fact[],
  is: K,
  not = false,
): FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.is === is && fact.not === not);
}

/** Writes a fact as a text. A fact and its opposite differ only in their first character. */
export type FactKeys = (fact: Fact) => string;

/** Where defaults make the value look different to the two schemas, facts of one side say nothing about the other. */
export function factKeys(identity: Identity, sidesDiffer: boolean): FactKeys {
  const known = new WeakMap<Fact, string>();
  const keyOf: FactKeys = (fact) => {
    const before = known.get(fact);
    if (before !== undefined) return before;
    const key = (fact.not ? "-" : "+") + textOf(fact);
    known.set(fact, key);
    return key;
  };
  const textOf = (fact: Fact): string => {
    const side = sidesDiffer && "side" in fact ? fact.side : 0;
    if (fact.is === "schema") return `${side}#${identity.idOf(fact.node, fact.side)}`;
    const literal = "literal" in fact && keyOf(fact.literal);
    const names = "names" in fact && namesText(fact.names);
    return canonicalText({ ...fact, not: false, side, literal, names });
  };
  return keyOf;
}

function namesText(names: NameSet): NameSet | object {
  return "except" in names ? { ...names, except: [...names.except] } : names;
}

export function complementOf(key: string): string {
  return (key.startsWith("-") ? "+" : "-") + key.slice(1);
}
