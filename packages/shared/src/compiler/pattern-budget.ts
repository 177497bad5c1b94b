import type { PatternComplexity, PatternJudge } from "../schema/limits/pattern-judge.ts";

/** To judge one takes up to a fifth of a second. */
const maxPatterns = 100;

/** The schemas hold more patterns than are judged for one version. */
export class PatternBudgetError extends Error {
  constructor() {
    super(
      `the schemas have more than ${maxPatterns} different patterns: write those that only list texts as an \`enum\``,
    );
    this.name = "PatternBudgetError";
  }
}

/** Judges each of a version's patterns once, and not without end. */
export class PatternBudget {
  readonly #judge: PatternJudge;
  readonly #known = new Map<string, PatternComplexity>();

  constructor(judge: PatternJudge) {
    this.#judge = judge;
  }

  /** Throws PatternBudgetError. */
  readonly judge: PatternJudge = (pattern) => {
    const known = this.#known.get(pattern);
    if (known !== undefined) return known;
    if (this.#known.size >= maxPatterns) throw new PatternBudgetError();
    const complexity = this.#judge(pattern);
    this.#known.set(pattern, complexity);
    return complexity;
  };
}
