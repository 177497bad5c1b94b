import type { PredictionState, TerminalState } from "../prediction/state.ts";
import type { PredictionError } from "../wire/prediction.ts";

/** JSON text, kept in the row where it is small, in R2 where it is not. */
export type Payload = { inline: string } | { key: string; bytes: number };

/** `detached`: the backend calls back. `direct`: the caller's own connection waits for the backend. */
export type PredictionMode = "detached" | "direct";

export const webhookEvents = ["start", "output", "logs", "completed"] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export interface Webhook {
  url: string;
  /** Null: signed with the caller's default webhook secret. */
  secret: string | null;
  /** What it is told of. */
  events: WebhookEvent[];
}

export type PredictionTask = "prediction" | "training";

/** 0 goes first. */
export type Priority = 0 | 1 | 2;

/** How a prediction is to be run. */
export interface TicketTerms {
  task: PredictionTask;
  priority: Priority;
  /** How many slots it takes; an integer of at least 1. */
  cost: number;
  /** Epoch milliseconds at which it is given up, waiting or running; null: only the version's own limits hold. */
  deadlineAt: number | null;
  /** Whether what it puts out on the way is kept for readers of its stream. */
  streams: boolean;
  /** W3C Trace Context, passed on to the backend. */
  traceparent: string | null;
  /** Of a training that makes a version. */
  training: TrainingTerms | null;
}

/** Which model gets the version that a training makes, and what came of it. */
export interface TrainingTerms {
  /** `owner/name`, as it was when the training was made. */
  destination: string;
  modelId: string;
  /** Number of the version. Left out: it is not there, as far as is known. */
  version?: number;
  /** Why there will be none. Left out: nothing stands against it, as far as is known. */
  problem?: string;
}

/** Of a prediction for which nothing else was asked. */
export const plainTerms: TicketTerms = {
  task: "prediction",
  priority: 1,
  cost: 1,
  deadlineAt: null,
  streams: false,
  traceparent: null,
  training: null,
};

/** What is known of a prediction when it is created, and never changes. */
export interface Ticket extends TicketTerms {
  /** Id of the owner whose token created it. */
  callerId: string;
  /** Id of that token: tokens share a version fairly. */
  tokenId: string;
  owner: string;
  model: string;
  number: number;
  versionId: string;
  mode: PredictionMode;
  input: Payload;
  webhook: Webhook | null;
  /** Epoch milliseconds. */
  createdAt: number;
}

/** How a prediction ended, as told by whoever owned it. */
export interface Outcome {
  state: TerminalState;
  output: Payload | null;
  error: PredictionError | null;
  logs: string;
  /** Seconds the model itself took, where the backend says so. */
  predictTimeS: number | null;
  /** Seconds the backend took before that, where it says so. */
  setupTimeS: number | null;
  /** What in the output is not as the version's schema says; empty: all is. Null: nobody looked. */
  outputProblems: OutputProblem[] | null;
}

export interface OutputProblem {
  /** JSON Pointer into the output. */
  location: string;
  message: string;
}

/** What stood against a backend, or for it, when a lease was given. */
export type CandidateVerdict =
  | "chosen"
  | "free"
  | "full"
  | "cooling"
  | "open"
  | "draining"
  | "disabled"
  | "tried";

/** Why a prediction is where it is. */
export interface RoutingReceipt {
  /** From admission to the lease. */
  waitedMs: number;
  /** `probe`: it tries whether a backend that failed is well again. */
  reason: "least_loaded" | "only_free" | "probe";
  /** The backends at that moment, 20 at most. */
  candidates: { backendId: string; leased: number; capacity: number; verdict: CandidateVerdict }[];
  /** Leases that came to nothing before, the last 10. */
  attempts: {
    backendId: string;
    at: number;
    outcome: "busy" | "unreachable" | "broken" | "lost" | "failed";
  }[];
}

export interface PredictionRecord extends Ticket {
  id: string;
  state: PredictionState;
  backendId: string | null;
  epoch: number;
  attempt: number;
  cancelRequested: boolean;
  startedAt: number | null;
  completedAt: number | null;
  outcome: Outcome | null;
  /** Null until its first lease. */
  receipt: RoutingReceipt | null;
  /** When history removed its input, output and logs. Left out: they are there, as far as is known. */
  dataRemovedAt?: number;
}
