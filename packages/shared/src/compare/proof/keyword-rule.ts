import type { FlatNode } from "../../schema/flat-schema.ts";
import type { JsonObject } from "../../schema/json/json.ts";
import {
  type Clause,
  type Fact,
  type Literal,
  literalOf,
  opposite,
  type ValueType,
} from "./fact.ts";
import type { Side } from "./identity.ts";
import { asNode } from "./subschemas.ts";

/** Where a keyword stands. */
export interface Site {
  schema: JsonObject;
  side: Side;
  type: ValueType;
  /** The schema of a `$ref` of this side. */
  lookUp: (reference: unknown) => FlatNode;
}

/** What a keyword says of a value of the site's type: what all holds where it is kept, and what holds where it is broken. */
export interface Meaning {
  kept: () => Clause[];
  broken: () => Clause;
}

export type KeywordRule = (value: unknown, site: Site) => Meaning;

/** Of the site's side. */
export function literalAt({ side }: Site, schema: unknown): Literal {
  return literalOf(asNode(schema), side);
}

/** That all of them hold. */
export function every(facts: readonly Fact[]): Meaning {
  return everyOneOf(facts.map((fact) => [fact]));
}

/** That of each list one holds. */
export function everyOneOf(lists: readonly (readonly Fact[])[]): Meaning {
  return {
    kept: () => lists.map((facts) => facts.map((fact) => [fact])),
    broken: () => lists.map((facts) => facts.map(opposite)),
  };
}
