// oxlint-disable-next-line triple-slash-reference -- whoever imports this source needs the declaration too
/// <reference path="./recheck.d.ts" />
import recheck from "recheck/lib/browser.js";

import type { PatternComplexity } from "../schema/limits/pattern-judge.ts";
import { withCountingClock } from "./counting-clock.ts";

/** What `recheck` says in at most so many looks at the clock, 20 to 100 µs apart for a small pattern. */
export function askRecheck(
  pattern: string,
  maxLooks: number,
): { complexity: PatternComplexity; looks: number } {
  const settings = { checker: "automaton", timeout: maxLooks } as const;
  const { result, looks } = withCountingClock(() => recheck.checkSync(pattern, "u", settings));
  if (result.status === "unknown") return { complexity: { kind: "unknown" }, looks };
  const { type } = result.complexity;
  if (type === "exponential") return { complexity: { kind: type }, looks };
  if (type !== "polynomial") return { complexity: { kind: "linear" }, looks };
  return { complexity: { kind: type, degree: result.complexity.degree }, looks };
}
