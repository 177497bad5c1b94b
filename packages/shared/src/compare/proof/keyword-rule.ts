import type { FlatNode } from "../../schema/flat-schema.ts";
import type { JsonObject } from "../../schema/json/json.ts";
import {
  type Clause,
  type Fact,
  type Literal,
  opposite,
  schemaFact,
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
export function literalAt(site: Site, schema: unknown): Literal {
  return { node: asNode(schema), side: site.side, not: false };
}

/** For keywords that say one thing. */
export function plain(kept: Fact, broken: Fact): Meaning {
  return { kept: () => [[[kept]]], broken: () => [[broken]] };
}

export function ofSchema(literal: Literal): Meaning {
  return plain(schemaFact(literal), schemaFact(opposite(literal)));
}

/** For keywords that say nothing about values of this type. */
export const saysNothing: Meaning = { kept: () => [], broken: () => [] };
