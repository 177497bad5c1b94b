import type { Entry } from "@headgate/routing";
import type { GateConfig, Outcome, PredictionError } from "@headgate/shared";

/** What a prediction that the gate itself ended has for an outcome. Null where its owner told one. */
export function endingOf(entry: Entry, config: GateConfig): Outcome | null {
  if (entry.state === "canceled")
    return ending("canceled", internal("The prediction was canceled."));
  if (entry.state !== "expired") return null;
  return ending("expired", internal(reasonOf(entry, config)));
}

function reasonOf(entry: Entry, config: GateConfig): string {
  if (entry.startedAt === null) {
    return `No backend was free within ${seconds(config.queueTimeoutMs)}.`;
  }
  if (entry.mode === "direct")
    return "The caller's connection was lost, or the time to run was over.";
  return `The backend gave no result within ${seconds(config.runTimeoutMs)}.`;
}

function ending(state: "canceled" | "expired", error: PredictionError): Outcome {
  const unknown = { output: null, logs: "", predictTimeS: null, setupTimeS: null };
  return { ...unknown, state, error, outputProblems: null };
}

function internal(message: string): PredictionError {
  return { source: "internal", message, detail: null };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
