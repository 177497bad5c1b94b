import fc from "fast-check";
import { describe, test } from "vitest";

import { boundsSteps } from "./bound-steps.ts";
import { countReads, maxReads } from "./fixtures/count-reads.ts";
import type { Program } from "./program.ts";
import { readProgram } from "./read-program.ts";

const { pattern: patterns } = fc.letrec<{
  pattern: string;
  sequence: string;
  term: string;
  atom: string;
}>((tie) => ({
  pattern: fc
    .tuple(fc.constantFrom("", "^"), tie("sequence"))
    .map(([start, rest]) => `${start}${rest}`),
  sequence: fc.array(tie("term"), { minLength: 1, maxLength: 3 }).map((terms) => terms.join("")),
  term: fc
    .tuple(
      tie("atom"),
      fc.constantFrom("", "", "", "*", "+", "?", "*?", "+?", "{2}", "{0,3}", "{2,}", "{1,2}?"),
    )
    .map(([atom, count]) => `${atom}${count}`),
  atom: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    fc.constantFrom("a", "b", "[ab]", "[^a]", ".", "\\w", "c"),
    tie("sequence").map((inside) => `(?:${inside})`),
    fc.tuple(tie("sequence"), tie("sequence")).map(([one, other]) => `(${one}|${other})`),
    tie("sequence").map((inside) => `(|${inside})`),
  ),
}));
const smallPatterns = patterns.filter((pattern) => pattern.length <= 60);
const texts = fc.string({ unit: fc.constantFrom("a", "a", "a", "b", "c"), maxLength: 30 });

function programOf(pattern: string): Program {
  const program = readProgram(pattern);
  if (program === null) throw new Error(`${pattern} is not read`);
  return program;
}

describe("a random pattern", () => {
  test("is read as the engine reads it", ({ expect }) => {
    let compared = 0;
    fc.assert(
      fc.property(smallPatterns, texts, (pattern, text) => {
        const { reads, isFound } = countReads(programOf(pattern), text);
        if (reads === maxReads) return;
        compared += 1;
        expect(isFound).toBe(new RegExp(pattern, "u").test(text));
      }),
      { numRuns: 1000 },
    );
    expect(compared).toBeGreaterThan(900);
  });

  test("takes no more steps than are proven, on any text", ({ expect }) => {
    const stepsPerCharacter = 24;
    let proven = 0;
    let unproven = 0;
    fc.assert(
      fc.property(
        smallPatterns,
        fc.array(texts, { minLength: 5, maxLength: 8 }),
        (pattern, some) => {
          const program = programOf(pattern);
          let left = 20_000;
          const spend = (steps: number): boolean => (left -= steps) >= 0;
          if (!boundsSteps(program, { stepsPerCharacter, maxLength: Infinity, spend })) {
            unproven += 1;
            return;
          }
          proven += 1;
          for (const text of [...some, "a".repeat(30), "ab".repeat(15), `${"a".repeat(29)}c`]) {
            expect(countReads(program, text).reads).toBeLessThanOrEqual(
              stepsPerCharacter * (text.length + 1),
            );
          }
        },
      ),
      { numRuns: 1000 },
    );
    expect(proven).toBeGreaterThan(200);
    expect(unproven).toBeGreaterThan(200);
  });
});
