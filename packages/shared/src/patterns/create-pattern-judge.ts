import type { PatternComplexity, PatternJudge } from "../schema/limits/pattern-judge.ts";
import { askRecheck } from "./ask-recheck.ts";
import { boundsSteps, type StepLimits } from "./bound-steps.ts";
import { readProgram } from "./read-program.ts";

/** A text of 100,000 characters takes an engine some 100 ms at most. */
const anyText = { maxLength: Infinity, stepsPerCharacter: 512 };
/** A text as long as `maxLength` may be beside a quadratic pattern takes it some milliseconds at most. */
const shortText = { maxLength: 256, stepsPerCharacter: 2048 };
/** Of all patterns of one judge: some 60 ms. Ordinary patterns take under 20,000 each. */
const maxSteps = 2_000_000;
const maxStepsOfProof = 200_000;
/** Where `recheck` makes it likely that the proof succeeds. */
const maxStepsOfLongProof = 1_500_000;
/** Of all patterns of one judge: some 60 ms. */
const maxLooks = 1500;
const maxLooksOfOne = 700;
/** From one look to the next `recheck` takes longer the larger the program is. */
const maxLooksTimesInstructions = 20_000;
const maxInstructionsToRecheck = 80;
const maxLengthToRecheck = 1000;

/**
 * A judge of all the patterns of one schema, or of a few that come together: it works some 120 ms at most,
 * and calls unknown what is left over then. Its verdicts are the same on every machine.
 *
 * It calls linear only what it has proven to be: that no text takes a backtracking engine more than 512 steps
 * a character. Of what it cannot prove `recheck` says how it grows. Back-references and look-behind are unknown.
 */
export function createPatternJudge(): PatternJudge {
  const verdicts = new Map<string, PatternComplexity>();
  const budget = { steps: maxSteps, looks: maxLooks };
  return (pattern) => {
    const verdict = verdicts.get(pattern) ?? judge(pattern, budget);
    verdicts.set(pattern, verdict);
    return verdict;
  };
}

interface Budget {
  steps: number;
  looks: number;
}

function judge(pattern: string, budget: Budget): PatternComplexity {
  const program = readProgram(pattern);
  if (program === null) return { kind: "unknown" };
  const proves = (limits: Omit<StepLimits, "spend">, most: number): boolean =>
    boundsSteps(program, { ...limits, spend: spendFrom(budget, most) });
  if (proves(anyText, maxStepsOfProof)) return { kind: "linear" };
  const { length } = program.instructions;
  const isLarge = length > maxInstructionsToRecheck || pattern.length > maxLengthToRecheck;
  if (isLarge || budget.looks <= 0) return { kind: "unknown" };
  const mayLook = Math.floor(maxLooksTimesInstructions / length);
  const { complexity, looks } = askRecheck(pattern, Math.min(mayLook, maxLooksOfOne, budget.looks));
  budget.looks -= looks;
  if (complexity.kind === "exponential" || complexity.kind === "unknown") return complexity;
  if (complexity.kind === "polynomial" && complexity.degree > 2) return complexity;
  // Counts and alternatives can multiply in what does not grow with the text, too.
  const limits = complexity.kind === "linear" ? anyText : shortText;
  return proves(limits, maxStepsOfLongProof) ? complexity : { kind: "unknown" };
}

function spendFrom(budget: Budget, most: number): (steps: number) => boolean {
  let left = Math.min(budget.steps, most);
  return (steps) => {
    left -= steps;
    budget.steps -= steps;
    return left >= 0;
  };
}
