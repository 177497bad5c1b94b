/** A schema or a value that is made to hang, crash or deceive a validator. */
export interface Probe {
  name: string;
  /** Made at once and not while time is taken. */
  schema: () => unknown;
  /** Of every value below the same is expected. Left out where the schema is refused. */
  value?: () => unknown;
  expected: Expected;
  /** What `compileSchema` and `check` may take; 100 ms and 50 ms where nothing is said. */
  limits?: { createMs?: number; checkMs?: number };
}

export type Expected =
  /** `compileSchema` throws SchemaError; one of its faults says this. */
  | { end: "refused"; says: RegExp }
  | { end: "accepts"; warns?: RegExp }
  /** At most 50 problems, one of which is of this keyword, all of a length to be shown. */
  | { end: "rejects"; keyword: string };

export const standardLimits = { createMs: 100, checkMs: 50 };

export function refused(says: RegExp): Expected {
  return { end: "refused", says };
}

export function rejects(keyword: string): Expected {
  return { end: "rejects", keyword };
}
