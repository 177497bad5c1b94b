import type { CogContext } from "./context.ts";
import { cogTime } from "./prediction.ts";
import type { LivePrediction } from "./prediction.ts";
import type { Notify } from "./webhook.ts";

/**
 * Gives the prediction to the predictor and keeps its state true until it has ended. Never rejects.
 * The slot is free before the `completed` webhook goes out: whoever hears of it may send the next.
 */
export async function carryOutPrediction(
  { state, abort }: LivePrediction,
  context: CogContext,
  notify: Notify,
): Promise<void> {
  const startedAt = context.clock();
  state.status = "processing";
  state.started_at = cogTime(startedAt);
  notify("start", state);
  const log = (line: string): void => {
    state.logs += `${line}\n`;
    notify("logs", state);
  };
  try {
    const { id, input } = state;
    state.output = await context.predictor.predict(input, { id, signal: abort.signal, log });
    notify("output", state);
    state.status = "succeeded";
  } catch (error) {
    state.status = abort.signal.aborted ? "canceled" : "failed";
    if (state.status === "failed") {
      state.error = error instanceof Error ? error.message : String(error);
    }
  }
  const completedAt = context.clock();
  state.completed_at = cogTime(completedAt);
  state.metrics = { predict_time: (completedAt - startedAt) / 1000 };
  context.slots.free(state.id);
  notify("completed", state);
}
