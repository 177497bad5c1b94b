import type { BackendStatus, GateBackend, GateConfig } from "./gate-config.ts";
import type {
  Outcome,
  Payload,
  PredictionRecord,
  RoutingReceipt,
  Ticket,
  WebhookEvent,
} from "./prediction-record.ts";

/** The right to a prediction's slots on one backend, until it expires. */
export interface Lease {
  predictionId: string;
  epoch: number;
  /** How many backends were tried, this one counted; those that were busy are not. */
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

/** `free`: slots that are left for others, after this answer; below 0, so many predictions wait. */
export type Admission =
  | { outcome: "leased"; lease: Lease; free: number }
  | { outcome: "queued"; position: number; free: number }
  | { outcome: "full"; retryAfterMs: number; free: number }
  /** The gate knows an older configuration than the caller: call `configure`, then again. */
  | { outcome: "config_wanted" }
  /** The id is older than the admission window: it may have been purged already. */
  | { outcome: "stale" }
  /** The id was admitted before and has ended. */
  | { outcome: "ended"; record: PredictionRecord };

/**
 * Slots that came free: their next leases, for the Worker that freed them to dispatch (baton passing). No more than `maxBatonLeases`: the
 * rest goes through the queue.
 */
export interface Baton {
  leases: Lease[];
}

export const maxBatonLeases = 32;

export interface LeaseReference {
  id: string;
  epoch: number;
}

/** A lease that its backend took. */
export type DispatchedLease = LeaseReference & { backendId: string };

/**
 * How many leases the caller carries on, at most; `maxBatonLeases` where it does not say. A Worker that has made many calls says 0, and
 * the rest goes through the queue.
 */
export interface BatonLimit {
  carries?: number;
}

export type CompleteRequest = LeaseReference & BatonLimit & { outcome: Outcome };

export type Completion = Baton &
  /** `cancel` is a newer lease of the prediction, to be stopped on its backend: an older one has succeeded after all. */
  (
    | {
        outcome: "completed";
        startedAt: number;
        completedAt: number;
        cancel: Lease | null;
        /** Of a direct prediction, whose owner answers with it; null for others. */
        receipt: RoutingReceipt | null;
      }
    /** It failed and is tried again, as its version's policy says. A direct one may have its next lease in `leases`, or hears of it at its socket. */
    | { outcome: "retried" }
    /** It had ended before, the lease is an old one, or the gate does not know it: nothing changed. */
    | { outcome: "ignored" }
  );

export type RefuseRequest = LeaseReference &
  BatonLimit & {
    /**
     * `busy`: it answered that it takes nothing more. `unreachable`: there was no connection. `broken`: it was cut off, came too late or
     * made no sense, so that the prediction may have begun.
     */
    reason: "busy" | "unreachable" | "broken";
    /** How long it asked to be left alone; null: the gate decides. */
    retryAfterMs: number | null;
    /** What it said, in a few words. */
    detail: string;
  };

export type Refusal = Baton & {
  /** `ended`: nothing more may be tried, and the prediction has failed. `ignored`: the lease is an old one, and nothing changed. */
  outcome: "requeued" | "ended" | "ignored";
};

/** `holder`: who holds a detached lease, by a name of its own; null for the owner of a direct one. */
export type RenewRequest = LeaseReference & { holder: string | null };

export type Cancellation = Baton &
  /** It waited, and has ended. */
  (
    | { outcome: "canceled" }
    /** It runs: the caller cancels `lease` on its backend. Where it `isHeld`, its holder is told, and ends it. */
    | { outcome: "requested"; lease: Lease; isHeld: boolean }
    /** It had ended before. */
    | { outcome: "ended" }
    | { outcome: "unknown" }
  );

export interface BackendLoad {
  id: string;
  status: BackendStatus;
  /** Slots: those that it has, and those that are taken. */
  capacity: number;
  leased: number;
  /** Predictions that hold them. */
  running: number;
  /** It asked to be left alone until then; null: it takes more. */
  coolUntil: number | null;
  /** `open` until `openUntil`; then `half_open`: one prediction tries. `failures` are those in a row while it is closed. */
  breaker: {
    state: "closed" | "open" | "half_open";
    openUntil: number | null;
    failures: number;
  };
  /** Moving average of the time from lease to success; null: nothing succeeded since the gate woke up. */
  meanRunMs: number | null;
}

export interface GateCapacity {
  configEpoch: number;
  queued: number;
  /** The same by priority, 0 first. */
  queuedByPriority: [number, number, number];
  running: number;
  /** How long one of priority 1 would wait, of a token that has nothing else waiting; null while no run times are known. */
  estimateMs: number | null;
  backends: BackendLoad[];
}

/** Where a prediction stands in the queue. */
export interface QueuePlace {
  /** Counted from 1, in the order of service as far as it can be told now. */
  position: number;
  /** How long until it is leased; null while no run times are known. */
  estimateMs: number | null;
}

/** `queue` is null where it does not wait. */
export type PredictionStanding = PredictionRecord & { queue: QueuePlace | null };

/** The methods of the VersionGate Durable Object. Outcomes are values: an error loses its class over RPC. */
export interface VersionGateMethods {
  admit(request: AdmitRequest): Promise<Admission>;
  configure(config: GateConfig): Promise<Baton>;
  /** The backend took the lease: it is not sent again. False: nobody waits for what it does, and it is to be stopped. */
  dispatched(lease: DispatchedLease): Promise<boolean>;
  /**
   * Prolongs a lease whose holder must show that it is alive: a direct one for 30 s; a detached one, which the first to renew it claims,
   * for 60 s. False: it is an old one, somebody else holds it, or its prediction is to be canceled.
   */
  renew(request: RenewRequest): Promise<boolean>;
  /** The lease of a reference that came by queue; null where it is an old one. */
  lease(reference: LeaseReference): Promise<Lease | null>;
  refuse(request: RefuseRequest): Promise<Refusal>;
  complete(request: CompleteRequest): Promise<Completion>;
  cancel(id: string): Promise<Cancellation>;
  read(ids: string[]): Promise<PredictionStanding[]>;
  /** History has these terminal predictions: they may be purged. */
  acknowledge(ids: string[]): Promise<void>;
  capacity(): Promise<GateCapacity>;
}

/**
 * What a waiter hears on its socket (`GET /wait/{id}`): its own lease when a queued direct prediction gets one, that a running prediction
 * is to be canceled, and the end. The last two types are the last message.
 */
export type WaiterMessage =
  | { type: "lease"; lease: Lease }
  | { type: "cancel" }
  | { type: "ended"; record: PredictionRecord }
  | { type: "unknown" };

/** `events` queue: history reads the predictions from their gates. */
export interface EventMessage {
  predictionIds: string[];
}

/** So many ids stay far below the 128 KB of a queue message. */
export const maxIdsOfEvent = 1000;

/**
 * `leases` queue: work for which no Worker was at hand. A lease with a large input comes as a reference: the gate gives the lease. One that
 * is to be canceled comes without its input.
 */
export type LeaseMessage =
  | { task: "dispatch"; lease: Lease }
  | { task: "dispatch"; reference: LeaseReference }
  | { task: "cancel"; lease: Lease };

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
