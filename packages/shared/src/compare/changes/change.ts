import type { FlatSchema } from "../../schema/flat-schema.ts";

/** What becomes of the set of accepted values. `apart`: some are lost and some gained. */
export type Relation = "same" | "wider" | "narrower" | "apart";

export type Change = readonly [
  title: string,
  before: FlatSchema,
  after: FlatSchema,
  relation: Relation,
];
