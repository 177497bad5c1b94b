/** How the time that a backtracking engine needs for a pattern grows with the length of the text. */
export type PatternComplexity =
  | { kind: "linear" }
  /** With the length to the power of `degree`, 2 or more. */
  | { kind: "polynomial"; degree: number }
  | { kind: "exponential" }
  /** The judge could not tell, or gave up. */
  | { kind: "unknown" };

/** Judges a regular expression (source text, `u` flag); never throws for one that is valid. */
export type PatternJudge = (pattern: string) => PatternComplexity;

/** For schemas of one's own, whose patterns are known to be harmless. */
export const trustPatterns: PatternJudge = () => ({ kind: "linear" });
