import type { Vocabulary } from "../keywords.ts";

/** Those of a schema that says nothing else. */
export const standardVocabularies: ReadonlySet<Vocabulary> = new Set([
  "core",
  "applicator",
  "unevaluated",
  "validation",
  "meta-data",
  "format-annotation",
  "content",
]);
