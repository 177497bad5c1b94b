import type { JsonSchema } from "../wire/version.ts";
import type { PatternJudge } from "./limits/pattern-judge.ts";

export interface CompileOptions {
  /** "annotate" leaves `format` out of the flat form, so that it says nothing about a value. Default "assert". */
  formats?: "assert" | "annotate";
  /** "annotate" leaves `default` and `examples` out: they are neither checked nor filled in. Default "assert". */
  samples?: "assert" | "annotate";
  /** Other documents that `$ref` and `$schema` may name, by absolute URI; nothing is ever fetched. */
  documents?: Readonly<Record<string, JsonSchema>>;
  /** Without one, a schema with `pattern` or `patternProperties` is refused; see `createPatternJudge`. */
  judgePattern?: PatternJudge;
}
