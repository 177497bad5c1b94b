import type { GateBackend, GateConfig } from "./gate-config.ts";
import type {
  Outcome,
  Payload,
  PredictionRecord,
  Ticket,
  WebhookEvent,
} from "./prediction-record.ts";

/** The right to one slot on one backend, for one prediction, until it expires. */
export interface Lease {
  predictionId: string;
  epoch: number;
  attempt: number;
  expiresAt: number;
  backend: GateBackend;
  ticket: Ticket;
}

export interface AdmitRequest {
  id: string;
  configEpoch: number;
  ticket: Ticket;
}

export type Admission =
  | { outcome: "leased"; lease: Lease }
  | { outcome: "queued"; position: number }
  | { outcome: "full"; retryAfterMs: number }
  /** The gate knows an older configuration than the caller: call `configure`, then again. */
  | { outcome: "config_wanted" }
  /** The id is older than the admission window: it may have been purged already. */
  | { outcome: "stale" }
  /** The id was admitted before and has ended. */
  | { outcome: "ended"; record: PredictionRecord };

/** A slot that came free: its next leases, for the Worker that freed it to dispatch (baton passing). */
export interface Baton {
  leases: Lease[];
}

export interface LeaseReference {
  id: string;
  epoch: number;
}

/** A lease that its backend took. */
export type DispatchedLease = LeaseReference & { backendId: string };

export type CompleteRequest = LeaseReference & { outcome: Outcome };

export type Completion = Baton &
  (
    | { outcome: "completed"; startedAt: number; completedAt: number }
    /** It had ended before, the lease is an old one, or the gate does not know it: nothing changed. */
    | { outcome: "ignored" }
  );

export type RefuseRequest = LeaseReference & {
  /**
   * `busy`: it answered that it takes nothing more. `unreachable`: there was no connection. `broken`: it was cut off, came too late or made
   * no sense, so that the prediction may have begun.
   */
  reason: "busy" | "unreachable" | "broken";
  /** How long it asked to be left alone; null: the gate decides. */
  retryAfterMs: number | null;
  /** What it said, in a few words. */
  detail: string;
};

export type Cancellation = Baton &
  /** It waited, and has ended. */
  (
    | { outcome: "canceled" }
    /** It runs: the caller cancels `lease` on its backend. */
    | { outcome: "requested"; lease: Lease }
    /** It had ended before. */
    | { outcome: "ended" }
    | { outcome: "unknown" }
  );

export interface BackendLoad {
  id: string;
  capacity: number;
  leased: number;
  coolUntil: number | null;
}

export interface GateCapacity {
  configEpoch: number;
  queued: number;
  running: number;
  backends: BackendLoad[];
}

/** The methods of the VersionGate Durable Object. Outcomes are values: an error loses its class over RPC. */
export interface VersionGateMethods {
  admit(request: AdmitRequest): Promise<Admission>;
  configure(config: GateConfig): Promise<Baton>;
  /** The backend took the lease: it is not sent again. False: nobody waits for what it does, and it is to be stopped. */
  dispatched(lease: DispatchedLease): Promise<boolean>;
  /** Prolongs a direct lease, whose owner must show that it is alive. False: the lease is an old one. */
  renew(lease: LeaseReference & { holder: string | null }): Promise<boolean>;
  refuse(request: RefuseRequest): Promise<Baton>;
  complete(request: CompleteRequest): Promise<Completion>;
  cancel(id: string): Promise<Cancellation>;
  read(ids: string[]): Promise<PredictionRecord[]>;
  /** History has these terminal predictions: they may be purged. */
  acknowledge(ids: string[]): Promise<void>;
  capacity(): Promise<GateCapacity>;
}

/** What a waiter hears on its socket (`GET /wait/{id}`): its own lease when a queued direct prediction gets one, or the end. */
export type WaiterMessage =
  | { type: "lease"; lease: Lease }
  | { type: "ended"; record: PredictionRecord }
  | { type: "cancel" }
  | { type: "unknown" };

/** `events` queue: history reads the predictions from their gates. */
export interface EventMessage {
  predictionIds: string[];
}

/** So many ids stay far below the 128 KB of a queue message. */
export const maxIdsOfEvent = 1000;

/** `leases` queue: work for which no Worker was at hand. */
export type LeaseMessage = { task: "dispatch"; lease: Lease } | { task: "cancel"; lease: Lease };

/** `exec` queue: a lease for a Worker that stays with its backend to the end. */
export interface ExecMessage {
  lease: Lease;
}

/** `checks` queue: a version's check is to be carried on. */
export interface CheckMessage {
  checkId: string;
}

/** `webhooks` queue. */
export interface WebhookMessage {
  deliveryId: string;
  /** Not to be attempted before. Left out: it is due. */
  dueAt?: number;
}

export type ProgressEvent = Extract<WebhookEvent, "output" | "logs">;

/** `progress` queue: there is news of a prediction whose webhook wants to be told of it. */
export interface ProgressMessage {
  predictionId: string;
  /** Of the lease whose backend told it. */
  epoch: number;
  event: ProgressEvent;
  /** `{ output, logs }`: all that there is so far. */
  content: Payload;
}
