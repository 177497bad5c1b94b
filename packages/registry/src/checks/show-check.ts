import type { CheckRow, StoredStep } from "@headgate/database";
import { type CheckStep, toWireTime, type VersionCheck } from "@headgate/shared";

import { currentStep, percentageOf } from "./steps.ts";

export function showCheck(check: CheckRow, number: number): VersionCheck {
  const { id, state, publish, steps, predictionId, createdAt, deadlineAt, endedAt } = check;
  const current = currentStep(steps) ?? lastTaken(steps);
  return {
    ...{ id, number, state, publish },
    percentage: percentageOf(check),
    step: steps.indexOf(current) + 1,
    step_name: current.name,
    steps: steps.map(showStep),
    prediction_id: predictionId,
    created_at: toWireTime(createdAt),
    deadline_at: toWireTime(deadlineAt),
    ended_at: timeOrNull(endedAt),
  };
}

/** The last that was not skipped: of a check that has ended, the one that decided. */
function lastTaken(steps: StoredStep[]): StoredStep {
  const taken = steps.findLast(({ state }) => state !== "skipped");
  if (taken === undefined) throw new Error("a check has at least one step");
  return taken;
}

function showStep({ name, state, percentage, message, log, ...times }: StoredStep): CheckStep {
  return {
    ...{ name, state, percentage },
    started_at: timeOrNull(times.startedAt),
    ended_at: timeOrNull(times.endedAt),
    ...{ message, log },
  };
}

function timeOrNull(time: number | null): string | null {
  return time === null ? null : toWireTime(time);
}
