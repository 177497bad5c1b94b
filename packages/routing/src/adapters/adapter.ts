import type { GateBackend, PredictionError, PredictionTask } from "@headgate/shared";

import { cogAdapter } from "./cog.ts";

/** One prediction on its way to one backend. */
export interface BackendCall {
  backend: GateBackend;
  predictionId: string;
  task: PredictionTask;
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
  setupTimeS: number | null;
}

/** What a backend tells on the way. */
export type BackendEvent =
  | { type: "output"; chunk: unknown }
  | { type: "logs"; text: string }
  /** 0 to 1. */
  | { type: "progress"; fraction: number };

export type Submission =
  /** It calls back. */
  | { outcome: "accepted" }
  | { outcome: "ended"; result: BackendResult }
  /**
   * `busy` and `unreachable`: nothing was started. `broken`: nobody knows whether it was. Another backend, or the same one later, may be
   * tried.
   */
  | {
      outcome: "refused";
      reason: "busy" | "unreachable" | "broken";
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
  /**
   * Hands a prediction over; its end is posted to `callbackUrl`. Repeating it starts nothing twice. Null where the protocol answers only
   * when it is through.
   */
  submit: ((call: BackendCall & { callbackUrl: string }) => Promise<Submission>) | null;
  /** Runs a prediction to its end. Aborting `signal` stops the backend too. */
  predict(call: BackendCall & { signal: AbortSignal }): Promise<Submission>;
  /** `unknown`: the backend has no such prediction in flight. */
  cancel(call: Omit<BackendCall, "input">): Promise<"accepted" | "unknown" | "unreachable">;
  /** Within ten seconds. */
  health(backend: Pick<GateBackend, "url">): Promise<BackendHealth>;
}

/** `fetcher` is what reaches the backend, with its credentials. */
export function adapterFor(
  protocol: GateBackend["protocol"],
  fetcher: typeof fetch,
): BackendAdapter {
  if (protocol === "cog") return cogAdapter(fetcher);
  throw new Error(`there is no adapter for ${protocol}`);
}
