// oxlint-disable-next-line triple-slash-reference -- whoever imports this source needs the declaration too
/// <reference path="./recheck.d.ts" />
import recheck from "recheck/lib/browser.js";

import type { PatternComplexity, PatternJudge } from "../schema/limits/pattern-judge.ts";
import { withCountingClock } from "./counting-clock.ts";
import { readCounts } from "./read-counts.ts";

/** Looks at the clock, 20 to 100 µs apart: what most patterns take, and a bound for hostile ones. */
const maxLooks = 5000;
/** So many tries from each character on are no danger, and more if there is one start alone. */
const maxWays = 1000;
const maxWaysFromStart = 10_000;
/** The square of it is little work. */
const maxCount = 256;

/**
 * Judges a pattern by `recheck` in one or two runs of some 100 ms at most, the same way on every machine;
 * `unknown` where it finds no answer in that time, and for look-ahead and back-references. For recheck
 * `(a{1,99}){1,99}` is harmless, since it matches no text of unlimited length; so where counts multiply,
 * the pattern is also judged with stars in their place.
 */
export const judgePattern: PatternJudge = (pattern) => {
  const verdict = judge(pattern);
  if (verdict.kind !== "linear") return verdict;
  const { ways, starred, largest } = readCounts(pattern);
  if (ways <= (pattern.startsWith("^") ? maxWaysFromStart : maxWays)) return verdict;
  const unlimited = judge(starred);
  const isQuadratic = unlimited.kind === "polynomial" && unlimited.degree === 2;
  return isQuadratic && largest <= maxCount ? verdict : unlimited;
};

function judge(pattern: string): PatternComplexity {
  const settings = { checker: "automaton", timeout: maxLooks } as const;
  const diagnosis = withCountingClock(() => recheck.checkSync(pattern, "u", settings));
  if (diagnosis.status === "unknown") return { kind: "unknown" };
  const { complexity } = diagnosis;
  if (complexity.type === "polynomial") return { kind: "polynomial", degree: complexity.degree };
  return { kind: complexity.type === "exponential" ? "exponential" : "linear" };
}
