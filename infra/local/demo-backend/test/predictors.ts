import type { ComponentSchemas, PredictContext, PredictionInput, Predictor } from "../src/index.ts";

const anySchemas: ComponentSchemas = { Input: { type: "object" }, Output: {} };

/** Gives its input back. */
export const echo: Predictor = {
  schemas: anySchemas,
  predict: (input) => Promise.resolve(input),
};

export interface Held {
  input: PredictionInput;
  context: PredictContext;
  succeed(output: unknown): void;
  fail(error: Error): void;
}

/** Holds every prediction until the test ends it; an abort ends it too unless `ignoresAbort`. */
export function createHeldPredictor(ignoresAbort = false): {
  predictor: Predictor;
  /** Resolves when the prediction of that id has reached the predictor. */
  arrival: (id: string) => Promise<Held>;
} {
  const arrivals = new Map<string, PromiseWithResolvers<Held>>();
  const arrivalOf = (id: string): PromiseWithResolvers<Held> => {
    const arrival = arrivals.get(id) ?? Promise.withResolvers<Held>();
    arrivals.set(id, arrival);
    return arrival;
  };
  const predict: Predictor["predict"] = (input, context) => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    if (!ignoresAbort) context.signal.addEventListener("abort", () => reject(new Error("aborted")));
    arrivalOf(context.id).resolve({ input, context, succeed: resolve, fail: reject });
    return promise;
  };
  return { predictor: { schemas: anySchemas, predict }, arrival: (id) => arrivalOf(id).promise };
}
