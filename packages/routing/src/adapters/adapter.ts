import type { GateBackend, PredictionError } from "@headgate/shared";

import { cogAdapter } from "./cog.ts";

/** One prediction on its way to one backend. */
export interface BackendCall {
  backend: GateBackend;
  predictionId: string;
  /** JSON text. */
  input: string;
}

/** How a prediction ended, in the backend's words. */
export interface BackendResult {
  state: "succeeded" | "failed" | "canceled";
  output: unknown;
  error: PredictionError | null;
  logs: string;
  predictTimeS: number | null;
}

export type Submission =
  /** It calls back. */
  | { outcome: "accepted" }
  | { outcome: "ended"; result: BackendResult }
  /** Nothing was started, or nobody knows whether it was: another backend, or the same one later, may be tried. */
  | {
      outcome: "refused";
      reason: "busy" | "unreachable";
      retryAfterMs: number | null;
      detail: string;
    };

/** Whether a backend's model is there to be predicted with. */
export interface BackendHealth {
  /** `starting`: its model loads. `failed`: it never will be ready. */
  state: "ready" | "starting" | "failed" | "unreachable";
  /** A few words after which it is told apart. */
  detail: string;
  /** Of its set-up, the latest lines. */
  log: string[];
}

/** What Headgate needs of a backend, whatever it speaks. None of the methods throws for what a backend does. */
export interface BackendAdapter {
  /** Hands a prediction over; its end is posted to `callbackUrl`. Repeating it starts nothing twice. */
  submit(call: BackendCall & { callbackUrl: string }): Promise<Submission>;
  /** Runs a prediction to its end. Aborting `signal` stops the backend too. */
  predict(call: BackendCall & { signal: AbortSignal }): Promise<Submission>;
  /** `unknown`: the backend has no such prediction in flight. */
  cancel(call: Omit<BackendCall, "input">): Promise<"accepted" | "unknown" | "unreachable">;
  /** Within ten seconds. */
  health(backend: Pick<GateBackend, "url">): Promise<BackendHealth>;
}

export function adapterFor(
  protocol: GateBackend["protocol"],
  fetcher: typeof fetch,
): BackendAdapter {
  switch (protocol) {
    case "cog":
      return cogAdapter(fetcher);
  }
}
