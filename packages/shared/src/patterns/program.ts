/** What a backtracking engine does at one place of a pattern; numbers are places in the program. */
export type Instruction =
  /** Takes one character that the atom matches. */
  | { does: "read"; atom: number; next: number }
  /** Tries each, in this order. */
  | { does: "fork"; ways: readonly number[] }
  /** The same, at the start of each turn of a repetition. */
  | { does: "turn"; ways: readonly number[] }
  /** Takes the turn that begins at `turn` once more, unless it has read nothing this time. */
  | { does: "return"; turn: number }
  /** `^` */
  | { does: "start"; next: number }
  /** Goes on where an assertion holds, which nobody looks at here. */
  | { does: "assert"; next: number }
  | { does: "find" }
  /** `$`, after which nothing can be read, or the end of a look-ahead. */
  | { does: "stop" };

export interface Program {
  instructions: readonly Instruction[];
  entry: number;
  /** The source texts of what matches one character: `a`, `\d`, `[^,]`. */
  atoms: readonly string[];
}
