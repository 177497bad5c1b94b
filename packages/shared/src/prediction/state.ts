export const predictionStates = [
  "queued",
  "running",
  "succeeded",
  "failed",
  "canceled",
  "expired",
] as const;

export type PredictionState = (typeof predictionStates)[number];
export type TerminalState = "succeeded" | "failed" | "canceled" | "expired";

/** The whole life of a prediction: which states may follow which. `running → queued` is a refused dispatch. */
export const predictionTransitions: Record<PredictionState, readonly PredictionState[]> = {
  queued: ["running", "failed", "canceled", "expired"],
  running: ["queued", "succeeded", "failed", "canceled", "expired"],
  succeeded: [],
  failed: [],
  canceled: [],
  expired: [],
};

export function isTerminal(state: PredictionState): state is TerminalState {
  return predictionTransitions[state].length === 0;
}

export function canTransition(from: PredictionState, to: PredictionState): boolean {
  return predictionTransitions[from].includes(to);
}

/** WriftAI's four words: its clients stop polling on the last two only. */
export const predictionStatuses = ["pending", "started", "succeeded", "failed"] as const;
export type PredictionStatus = (typeof predictionStatuses)[number];

export function statusOf(state: PredictionState): PredictionStatus {
  if (state === "queued") return "pending";
  if (state === "running") return "started";
  return state === "succeeded" ? "succeeded" : "failed";
}
