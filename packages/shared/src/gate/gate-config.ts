/** What a backend speaks. `http`: whatever its settings describe. */
export const backendProtocols = ["cog", "openai", "open-inference", "http"] as const;
export type BackendProtocol = (typeof backendProtocols)[number];

/**
 * `enabled`: takes predictions. `draining`: finishes what it runs and takes no more. `disabled`: what it runs is given up at once, and goes
 * to another backend where repeating it is safe.
 */
export const backendStatuses = ["enabled", "draining", "disabled"] as const;
export type BackendStatus = (typeof backendStatuses)[number];

export interface GateBackend {
  id: string;
  url: string;
  protocol: BackendProtocol;
  status: BackendStatus;
  /** How many slots it has: a prediction of cost 1 takes one. */
  capacity: number;
  weight: number;
  /** The shard of the version's gate that leases its slots. */
  shard: number;
  /** What its protocol must know beside the URL, as JSON text. */
  settings: string | null;
  /** Sealed: opened by the Worker that calls the backend. Null: it asks for none. */
  credentials: string | null;
}

/** When a prediction is tried again. */
export interface RetryPolicy {
  /** Backends that are tried, the first one counted. One that says it is busy does not count. */
  maxAttempts: number;
  /** Before the second attempt; doubles up to `maxDelayMs`. */
  initialDelayMs: number;
  maxDelayMs: number;
  /** Retries per admitted prediction, over all of the version's: 0 to 1. */
  budget: number;
  /** Whether running a prediction twice does no harm. If not, it is tried again only where nothing can have begun. */
  repeatable: boolean;
  /** Whether one that the model failed is tried again too. */
  onFailure: boolean;
}

/** What the gate of a version must know to admit: pushed by Workers, since a gate never reads D1. */
export interface GateConfig {
  /** Grows with every change of the version's backends or limits. */
  epoch: number;
  /** Most predictions of the version in flight at once; null: as many as the backends take. */
  maxParallel: number | null;
  /** `reject`: what finds no free slot is refused, and nothing waits. */
  whenFull: "queue" | "reject";
  maxQueued: number;
  queueTimeoutMs: number;
  runTimeoutMs: number;
  retry: RetryPolicy;
  backends: GateBackend[];
}
