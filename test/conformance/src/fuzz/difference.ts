import type { Node } from "./schema-builder.ts";

export const oracles = ["hyperjump", "z-schema", "library"] as const;
export type Oracle = (typeof oracles)[number];

/** "refused" is said of a schema: then no value was judged. */
export type Verdict = boolean | "throws" | "refused";

/** One value on which an oracle says other than we do. */
export interface Difference {
  oracle: Oracle;
  seed: number;
  schema: Node;
  value: unknown;
  ours: Verdict;
  theirs: Record<Oracle, Verdict>;
}
