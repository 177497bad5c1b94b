import type { Attempt, Entry } from "@headgate/routing";
import type { GateConfig, Outcome, PredictionError } from "@headgate/shared";

/** The outcome of a prediction that the gate itself canceled, or whose time is over. */
export function endingOf(entry: Entry, config: GateConfig): Outcome {
  return entry.state === "canceled"
    ? ending("canceled", { message: "The prediction was canceled.", detail: null })
    : ending("expired", { message: overtime(entry, config), detail: null });
}

/** The outcome of a prediction whose last attempt came to nothing. `detail` is what the backend said. */
export function failureOf(entry: Entry, detail: string | null): Outcome {
  const last = entry.attempts.at(-1);
  const reason = last === undefined ? "was lost" : reasons[last.outcome];
  const tries = entry.attempt === 1 ? "1 attempt" : `${entry.attempt} attempts`;
  return ending("failed", {
    message: `Given up after ${tries}: backend ${last?.backendId ?? "?"} ${reason}.`,
    detail,
  });
}

/** The outcome of a prediction that ran on a backend when that was disabled. */
export function disabledUnder(backendId: string): Outcome {
  const message = `Backend ${backendId} was disabled, and the prediction cannot be repeated.`;
  return ending("failed", { message, detail: null });
}

const reasons: Record<Attempt["outcome"], string> = {
  busy: "takes nothing more, and no longer knows the prediction",
  unreachable: "could not be reached",
  broken: "broke off without a result",
  lost: "was asked by a Worker that is gone",
  failed: "failed it",
};

function overtime({ startedAt, completedAt, mode, deadlineAt }: Entry, config: GateConfig): string {
  if (deadlineAt !== null && deadlineAt <= (completedAt ?? 0)) {
    return "The prediction had not ended by its deadline.";
  }
  if (startedAt === null) return `No backend was free within ${seconds(config.queueTimeoutMs)}.`;
  if (mode === "direct") return "The caller's connection was lost, or the time to run was over.";
  return `The backend gave no result within ${seconds(config.runTimeoutMs)}.`;
}

function ending(
  state: "canceled" | "expired" | "failed",
  { message, detail }: Omit<PredictionError, "source">,
): Outcome {
  return {
    state,
    output: null,
    error: { source: "internal", message, detail },
    logs: "",
    predictTimeS: null,
    setupTimeS: null,
    outputProblems: null,
  };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
