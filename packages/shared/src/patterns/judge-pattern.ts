import { checkSync } from "recheck/lib/browser.js";

import type { PatternJudge } from "../schema/limits/pattern-judge.ts";

/** Judges a pattern by `recheck`; `unknown` where it finds no answer within its limits. */
export const judgePattern: PatternJudge = (pattern) => {
  const diagnosis = checkSync(pattern, "u", { checker: "automaton", timeout: 100 });
  if (diagnosis.status === "unknown") return { kind: "unknown" };
  const { complexity } = diagnosis;
  if (complexity.type === "polynomial") return { kind: "polynomial", degree: complexity.degree };
  return complexity.type === "exponential" ? { kind: "exponential" } : { kind: "linear" };
};
