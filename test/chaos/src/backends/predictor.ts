import { setTimeout as pause } from "node:timers/promises";

import type { Predictor } from "@headgate/local/demo-backend";

import type { BackendState } from "./backend-state.ts";

const holdPollMs = 50;
/** The longest that Node can wait. */
const foreverMs = 2 ** 31 - 1;

/** Works on a prediction as its conduct says. Each time puts out something else: two results of one prediction can be told apart. */
export function createPredictor(state: BackendState): Predictor {
  return {
    schemas: { Input: { type: "object" }, Output: {} },
    async predict(input, { id, signal }) {
      state.started += 1;
      const run = `${state.name}-${state.started}`;
      const conduct = state.runs.get(id);
      try {
        await pause(Math.min(conduct?.runMs ?? 0, foreverMs), undefined, { signal });
        while (state.mood === "holding") await pause(holdPollMs, undefined, { signal });
        if (conduct?.fails === true) throw new Error(`${run} failed`);
        return { n: input["n"], run };
      } finally {
        state.chronicle.note(id, `${run} ${signal.aborted ? "stopped" : "ended"}`);
        state.slots.end(id);
      }
    },
  };
}
