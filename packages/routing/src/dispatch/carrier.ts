import type {
  GateBackend,
  Lease,
  LeaseReference,
  PredictionStreamMethods,
  OutputProblem,
  PredictionTask,
  ProgressMessage,
  TicketTerms,
  VersionGateMethods,
  WaiterMessage,
} from "@headgate/shared";

import type { Listener } from "../callbacks/listeners.ts";
import type { Hearing } from "../gates/hear-gate.ts";
import type { PayloadStore } from "../payloads/payload-store.ts";

/** What a Worker that carries leases to backends has at hand. */
export interface Carrier {
  gateOf(predictionId: string): VersionGateMethods;
  /** Waits at a gate for what it says of a prediction; see `hearGate`. */
  hear(hearing: Hearing): Promise<WaiterMessage | null>;
  streamOf(predictionId: string): PredictionStreamMethods;
  /** What reaches a backend: with its credentials, and the trace of the prediction that it is about. */
  fetchTo(
    backend: GateBackend,
    terms: Pick<TicketTerms, "traceparent"> | null,
  ): Promise<typeof fetch>;
  payloads: PayloadStore;
  callbackUrl(lease: LeaseReference, listeners: readonly Listener[]): Promise<string>;
  /** Hands a lease to a Worker that stays with its backend to the end. */
  execute(lease: Lease): Promise<void>;
  /** Holds an output to its version's schema; null: nobody looked. `task` is asked for only where it matters. */
  judgeOutput(
    predictionId: string,
    task: () => Promise<PredictionTask>,
    output: unknown,
  ): Promise<{ problems: OutputProblem[]; fails: boolean } | null>;
  /** Tells history that a prediction has changed. May be lost: the gate announces what ended again. */
  announce(predictionId: string): void;
  /** See `announceProgress`. */
  sendProgress(message: ProgressMessage): Promise<void>;
  log(event: string, fields: Record<string, unknown>): void;
}
