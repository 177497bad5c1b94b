import type {
  BackendEvent,
  BackendProtocol,
  GateBackend,
  JsonSchema,
  PredictionError,
  PredictionTask,
  WebhookEvent,
} from "@headgate/shared";

import { cogAdapter } from "./cog/cog.ts";
import { httpAdapter } from "./http/http.ts";
import { openInferenceAdapter } from "./open-inference/open-inference.ts";
import { openAiAdapter } from "./openai/openai.ts";
import { withoutTrainings } from "./without-trainings.ts";

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

/** Where a backend is, and what it must be told beside that. */
export type BackendPlace = Pick<GateBackend, "url" | "settings">;

/** What a backend says of itself. A schema is null where it says nothing of it. */
export interface BackendDescription {
  protocol: BackendProtocol;
  input: JsonSchema | null;
  output: JsonSchema | null;
  /** Of trainings, where it offers them. */
  training: { input: JsonSchema; output: JsonSchema } | null;
  /** What it calls the models that it has, at most 100; empty where the protocol has no names for them. */
  models: string[];
}

/** Asked for in the background: the end is posted to `callbackUrl`, and what happens on the way with it where `events` has it. */
export type SubmitCall = BackendCall & { callbackUrl: string; events?: readonly WebhookEvent[] };

/** Asked for by somebody who waits; aborting `signal` stops the backend too. */
export type PredictCall = BackendCall & { signal: AbortSignal };

/** Asked for by somebody who also wants to know what happens on the way. `emit` never rejects; the backend is read on once it resolves. */
export type StreamCall = PredictCall & { emit: (event: BackendEvent) => Promise<void> };

/** What Headgate needs of a backend, whatever it speaks. None of the methods throws for what a backend does. */
export interface BackendAdapter {
  /** Hands a prediction over. Repeating it starts nothing twice. Null where the protocol answers only when it is through. */
  submit: ((call: SubmitCall) => Promise<Submission>) | null;
  /** Runs a prediction to its end. */
  predict(call: PredictCall): Promise<Submission>;
  /** As `predict`. A backend that does not stream tells nothing on the way. */
  stream(call: StreamCall): Promise<Submission>;
  /** `unknown`: the backend has no such prediction in flight, or none that could be stopped but by leaving it. */
  cancel(call: Omit<BackendCall, "input">): Promise<"accepted" | "unknown" | "unreachable">;
  /** Within ten seconds. */
  health(backend: BackendPlace): Promise<BackendHealth>;
  /** Within five seconds; null where it does not answer as a backend of this protocol. */
  describe(backend: BackendPlace): Promise<BackendDescription | null>;
}

/** `fetcher` is what reaches the backend, with its credentials. */
export function adapterFor(protocol: BackendProtocol, fetcher: typeof fetch): BackendAdapter {
  switch (protocol) {
    case "cog":
      return cogAdapter(fetcher);
    case "openai":
      return withoutTrainings(openAiAdapter(fetcher));
    case "open-inference":
      return withoutTrainings(openInferenceAdapter(fetcher));
    case "http":
      return withoutTrainings(httpAdapter(fetcher));
  }
}
