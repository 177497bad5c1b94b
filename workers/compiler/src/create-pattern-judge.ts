import { JudgeBudgetError, type PatternComplexity, type PatternJudge } from "@headgate/shared";
import { judgePattern } from "@headgate/shared/patterns";

/** Of a version, in all of its schemas. */
const maxPatterns = 100;

/** Judges the patterns of one version, each once. Throws JudgeBudgetError for one too many. */
export function createPatternJudge(): PatternJudge {
  const known = new Map<string, PatternComplexity>();
  return (pattern) => {
    const before = known.get(pattern);
    if (before !== undefined) return before;
    if (known.size >= maxPatterns) {
      throw new JudgeBudgetError(
        `the schemas have more than ${maxPatterns} different patterns: write those that only list texts as an \`enum\``,
      );
    }
    const complexity = judgePattern(pattern);
    known.set(pattern, complexity);
    return complexity;
  };
}
