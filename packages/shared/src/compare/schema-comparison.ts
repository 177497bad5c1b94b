/** Which way a schema is read: what callers send in, or what they get out. */
export type SchemaDirection = "input" | "output";

/** What a version number has to say about a change. */
export type VersionBump = "major" | "minor" | "patch";

export interface SchemaComparison {
  /**
   * `compatible` is proven, `breaking` is shown by at least one counter-example. `unknown` is neither:
   * no value that breaks was found, and no proof that there is none.
   */
  verdict: "compatible" | "breaking" | "unknown";
  /** At most 20, simplest counter-example first; empty unless the verdict is `breaking`. */
  breaks: SchemaBreak[];
  bump: VersionBump;
}

export interface SchemaBreak {
  /** JSON Pointer to the keyword that refuses the counter-example, in its owner's document: the new input schema, or the old output schema. */
  pointer: string;
  /** JSON Pointer to the place in the counter-example that is refused. */
  instanceLocation: string;
  /** A sentence for people. */
  message: string;
  /** A whole value: checked to be accepted by the one schema and refused by the other. */
  counterExample: unknown;
}
