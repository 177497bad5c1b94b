import { JudgeBudgetError, type PatternJudge } from "@headgate/shared";
import { createPatternJudge } from "@headgate/shared/patterns";

/** Of a version, in all of its schemas. */
const maxPatterns = 100;

/** Judges the patterns of one version, which share a budget. Throws JudgeBudgetError for one too many. */
export function createVersionJudge(): PatternJudge {
  const judge = createPatternJudge();
  const judged = new Set<string>();
  return (pattern) => {
    judged.add(pattern);
    if (judged.size > maxPatterns) {
      throw new JudgeBudgetError(
        `the schemas have more than ${maxPatterns} different patterns: write those that only list texts as an \`enum\``,
      );
    }
    return judge(pattern);
  };
}
