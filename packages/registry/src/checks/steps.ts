import type { CheckFindings, CheckRow, StoredStep } from "@headgate/database";
import {
  type CheckName,
  checkNames,
  maxLogLineLength,
  maxLogLines,
  type Warning,
} from "@headgate/shared";

/** What came of working on a step for a while. */
export type StepResult = {
  message: string;
  /** Lines to add. */
  log?: string[];
  findings?: CheckFindings;
} & (
  | { state: "passed" | "failed" }
  /** It is to be worked on again after so many seconds. */
  | { state: "running"; percentage: number; waitS: number; predictionId?: string }
);

/** In the one order that makes sense: what is not there cannot be loaded, what is not loaded cannot run. `warnings` open the log. */
export function createSteps(
  names: ReadonlySet<CheckName>,
  warnings: readonly Warning[],
): StoredStep[] {
  return checkNames
    .filter((name) => names.has(name))
    .map((name, at) => ({
      ...{ name, state: "pending", percentage: 0, startedAt: null, endedAt: null },
      ...{ message: null, log: at === 0 ? warnings.map(({ msg }) => msg) : [] },
    }));
}

/** The step that is to be worked on. Null: all have ended. */
export function currentStep(steps: readonly StoredStep[]): StoredStep | null {
  return steps.find(({ state }) => state === "pending" || state === "running") ?? null;
}

export function beginStep(steps: readonly StoredStep[], now: number): StoredStep[] {
  const current = currentStep(steps);
  const begun = { state: "running", startedAt: now, message: "it begins" } as const;
  return steps.map((step) => (step === current ? { ...step, ...begun } : step));
}

/** The steps once the current one has come so far; where it failed, those after it are skipped. */
export function applyResult(
  steps: readonly StoredStep[],
  result: StepResult,
  now: number,
): StoredStep[] {
  const current = currentStep(steps);
  const hasEnded = result.state !== "running";
  return steps.map((step) => {
    if (step === current) {
      const percentage =
        result.state === "running" ? result.percentage : endPercentage(step, result);
      return {
        ...{ ...step, state: result.state, message: result.message, percentage },
        endedAt: hasEnded ? now : null,
        log: appendLog(step.log, result.log ?? []),
      };
    }
    const isSkipped = result.state === "failed" && step.state === "pending";
    return isSkipped ? { ...step, state: "skipped" } : step;
  });
}

/** One that failed stays where it was. */
function endPercentage({ percentage }: StoredStep, { state }: StepResult): number {
  return state === "passed" ? 100 : percentage;
}

function appendLog(log: readonly string[], lines: readonly string[]): string[] {
  const added = lines.map((line) => line.slice(0, maxLogLineLength).toWellFormed());
  return [...log, ...added].slice(-maxLogLines);
}

export function percentageOf({ steps }: Pick<CheckRow, "steps">): number {
  const sum = steps.reduce((total, step) => total + step.percentage, 0);
  return Math.floor(sum / steps.length);
}
