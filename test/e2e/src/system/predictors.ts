import { setTimeout as pause } from "node:timers/promises";

import type { Predictor } from "@headgate/local/demo-backend";

const schemas = { Input: { type: "object" }, Output: {} };

/** Gives its input back. */
export const echo: Predictor = { schemas, predict: (input) => Promise.resolve(input) };

/** Gives its input back after `input.ms`; stops when it is canceled. */
export const sleep: Predictor = {
  schemas,
  async predict(input, { signal, log }) {
    log("asleep");
    await pause(Number(input["ms"]), undefined, { signal });
    return input;
  },
};

/** Counts to `input.to` in its logs, a line every `input.everyMs`. */
export const count: Predictor = {
  schemas,
  async predict(input, { signal, log }) {
    for (let at = 1; at <= Number(input["to"]); at += 1) {
      await pause(Number(input["everyMs"]), undefined, { signal });
      log(`at ${at}`);
    }
    return input;
  },
};
