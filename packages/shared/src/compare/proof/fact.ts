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

/** That a value is, or is not, one of a schema's. */
export interface Literal {
  node: FlatNode;
  side: Side;
  not: boolean;
}

/** `name` alone, or every name but those listed and those that match a pattern, or every name that matches `pattern`. */
export type NameSet =
  | { name: string }
  | { pattern: string }
  | { except: ReadonlySet<string>; patterns: readonly string[] };

/** Something that holds for the value being looked at. Ranges of items run from `from` up to before `to`. */
export type Fact =
  | { is: "schema"; literal: Literal }
  | { is: "value"; values: readonly unknown[]; not: boolean; side: Side }
  | { is: "least" | "most"; bound: number; open: boolean }
  | { is: "multiple"; of: number; not: boolean }
  | { is: "size"; least: number; most: number; side: Side }
  | { is: "pattern" | "format"; text: string; not: boolean }
  | { is: "items"; from: number; to: number; literal: Literal }
  | { is: "some items"; from: number; to: number; literal: Literal; count: number }
  | { is: "few items"; literal: Literal; count: number }
  | { is: "unique"; not: boolean; side: Side }
  | { is: "has"; name: string; not: boolean; side: Side }
  | { is: "values"; names: NameSet; literal: Literal }
  | { is: "some value"; names: NameSet; literal: Literal }
  | { is: "names"; literal: Literal }
  | { is: "some name"; literal: Literal };

/** A disjunction of conjunctions: one of the options holds, with all its facts. */
export type Clause = Fact[][];

export type FactOf<K extends Fact["is"]> = Extract<Fact, { is: K }>;

export function opposite(literal: Literal): Literal {
  return { ...literal, not: !literal.not };
}

export function schemaFact(literal: Literal): Fact {
  return { is: "schema", literal };
}

/** Facts of the one kind, of each side or of one. */
export function factsOf<K extends Fact["is"]>(facts: readonly Fact[], is: K): FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.is === is);
}

/** Writes facts as texts. Two facts of which exactly one holds differ only in their first character. */
export interface FactKeys {
  keyOf: (fact: Fact) => string;
  literalKeyOf: (literal: Literal) => string;
}

/** Where defaults make the value look different to the two schemas, facts of one side say nothing about the other. */
export function factKeys(identity: Identity, sidesDiffer: boolean): FactKeys {
  const known = new WeakMap<Fact, string>();
  const literalKeyOf = ({ node, side, not }: Literal): string =>
    `${not ? "-" : "+"}${sidesDiffer ? side : ""}#${identity.idOf(node, side)}`;
  const keyOf = (fact: Fact): string => {
    const key = known.get(fact) ?? writeKey(fact, { literalKeyOf, sidesDiffer });
    known.set(fact, key);
    return key;
  };
  return { keyOf, literalKeyOf };
}

interface Writing {
  literalKeyOf: (literal: Literal) => string;
  sidesDiffer: boolean;
}

function writeKey(fact: Fact, { literalKeyOf, sidesDiffer }: Writing): string {
  const write = (not: boolean, ...parts: unknown[]): string =>
    (not ? "-" : "+") + canonicalText(parts.map((part) => (part === Infinity ? "end" : part)));
  const side = sidesDiffer && "side" in fact ? fact.side : "";
  switch (fact.is) {
    case "schema":
      return literalKeyOf(fact.literal);
    case "value":
      return write(fact.not, "value", fact.values, side);
    case "least":
      return write(false, "least", fact.bound, fact.open);
    case "most":
      return write(true, "least", fact.bound, !fact.open);
    case "multiple":
      return write(fact.not, "multiple", fact.of);
    case "size":
      return fact.most === Infinity
        ? write(false, "size", fact.least, side)
        : write(true, "size", fact.most + 1, side);
    case "pattern":
    case "format":
      return write(fact.not, fact.is, fact.text);
    case "items":
      return write(false, "items", fact.from, fact.to, literalKeyOf(fact.literal));
    case "some items":
      return fact.count === 1
        ? write(true, "items", fact.from, fact.to, literalKeyOf(opposite(fact.literal)))
        : write(false, "some items", fact.from, fact.to, literalKeyOf(fact.literal), fact.count);
    case "few items":
      return write(true, "some items", 0, Infinity, literalKeyOf(fact.literal), fact.count + 1);
    case "unique":
      return write(fact.not, "unique", side);
    case "has":
      return write(fact.not, "has", fact.name, side);
    case "values":
      return write(false, "values", namesText(fact.names), literalKeyOf(fact.literal));
    case "some value":
      return write(true, "values", namesText(fact.names), literalKeyOf(opposite(fact.literal)));
    case "names":
      return write(false, "names", literalKeyOf(fact.literal));
    case "some name":
      return write(true, "names", literalKeyOf(opposite(fact.literal)));
  }
}

function namesText(names: NameSet): unknown {
  return "except" in names ? { ...names, except: [...names.except] } : names;
}

export function complementOf(key: string): string {
  return (key.startsWith("-") ? "+" : "-") + key.slice(1);
}
