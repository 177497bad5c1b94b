import type { Path } from "../json/json.ts";
import type { Vocabulary } from "../keywords.ts";

/** What a document says in `$schema` that it is written in. */
export interface Dialect {
  uri: string;
  /** Keywords of the vocabularies that are not here are unknown ones. */
  vocabularies: ReadonlySet<Vocabulary>;
  /** Whether `format` is to be asserted even where the caller wants annotations. */
  assertsFormat: boolean;
  /** What makes the value no schema of this dialect, at any level; paths count from the value. */
  faultsOf: (schema: unknown) => DialectFault[];
}

export interface DialectFault {
  path: Path;
  message: string;
}

/** The dialect of this URI, or why there is none: the end of a sentence that begins with "`$schema`". */
export type FindDialect = (uri: string) => Dialect | string;
