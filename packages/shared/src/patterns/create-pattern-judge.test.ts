import { describe, test } from "vitest";

import type { PatternComplexity } from "../schema/limits/pattern-judge.ts";
import { createPatternJudge } from "./create-pattern-judge.ts";
import { countReads, maxReads } from "./fixtures/count-reads.ts";
import { attacks, puzzles } from "./fixtures/hostile-patterns.ts";
import { ordinaryPatterns } from "./fixtures/ordinary-patterns.ts";
import type { Program } from "./program.ts";
import { readProgram } from "./read-program.ts";

function programOf(pattern: string): Program {
  const program = readProgram(pattern);
  if (program === null) throw new Error(`${pattern} is not read`);
  return program;
}

describe("an ordinary pattern", () => {
  test.for(ordinaryPatterns)("is found linear: %s", (pattern, { expect }) => {
    expect(() => new RegExp(pattern, "u")).not.toThrow();
    expect(createPatternJudge()(pattern)).toEqual({ kind: "linear" });
  });

  test("leaves its judge enough for a hundred others", ({ expect }) => {
    const judge = createPatternJudge();
    const many = Array.from({ length: 100 }, (_, at) => {
      const pattern = ordinaryPatterns[at % ordinaryPatterns.length] ?? "";
      return at < ordinaryPatterns.length ? pattern : `(?:)${pattern}`;
    });
    expect(new Set(many).size).toBe(100);
    expect(many.map(judge).filter(({ kind }) => kind !== "linear")).toEqual([]);
  });
});

describe("a hostile pattern", () => {
  test.for(attacks)("is not found linear: $pattern", (attack, { expect }) => {
    const { pattern, before = "", pump, after = "" } = attack;
    const program = programOf(pattern);
    const readsOf = (pumps: number): number =>
      countReads(program, before + pump.repeat(pumps) + after).reads;
    const reads = readsOf(64);
    expect(reads === maxReads || reads / readsOf(32) > 3).toBe(true);
    expect(createPatternJudge()(pattern).kind).not.toBe("linear");
  });

  test.for(puzzles)(
    "is unknown though its texts end somewhere: %s",
    ([pattern, text], { expect }) => {
      expect(countReads(programOf(pattern), text).reads).toBe(maxReads);
      expect(createPatternJudge()(pattern)).toEqual({ kind: "unknown" });
    },
  );

  test.for([
    "^(.*)\\1$",
    "(?<=a*)b",
    "^(?=(a+)+$)",
    "^(?!(?:a|a)*b)a",
    "(?i:a)",
    "^(a{1,1000}){1,1000}$",
  ])("is unknown where it is more than can be told: %s", (pattern, { expect }) => {
    expect(createPatternJudge()(pattern)).toEqual({ kind: "unknown" });
  });

  test.for<[string, PatternComplexity]>([
    ["^(a+)+$", { kind: "exponential" }],
    ["^(a|a)*$", { kind: "exponential" }],
    ["a*b", { kind: "polynomial", degree: 2 }],
    ["^a*a*$", { kind: "polynomial", degree: 2 }],
    ["^\\s+|\\s+$", { kind: "polynomial", degree: 2 }],
    ["^.*a.*b.*c$", { kind: "polynomial", degree: 3 }],
  ])("is told by how it grows: %s", ([pattern, complexity], { expect }) => {
    expect(createPatternJudge()(pattern)).toEqual(complexity);
  });

  test("takes what its judge has for all", ({ expect }) => {
    const judge = createPatternJudge();
    const kinds = Array.from({ length: 40 }, (_, at) => judge(`^(x{${at}}a+a+)+$`).kind);
    expect(kinds[0]).toBe("exponential");
    expect(kinds.at(-1)).toBe("unknown");
    expect(judge("^(x{0}a+a+)+$").kind).toBe("exponential");
  });
});

describe("a pattern that looks dangerous and is not", () => {
  test.for([
    "(a|a)*",
    "^(a+)+",
    "[a-z]+",
    "^(?:a|b)*?",
    "a*",
    "^(?:ab|a)(?:c|bc)$",
    "^((25[0-5]|(2[0-4]|1\\d|[1-9]|)\\d)\\.?\\b){4}$",
  ])("is found linear: %s", (pattern, { expect }) => {
    expect(createPatternJudge()(pattern)).toEqual({ kind: "linear" });
  });
});
