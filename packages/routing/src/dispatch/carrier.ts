import type {
  GateBackend,
  LeaseReference,
  ProgressMessage,
  TicketTerms,
  VersionGateMethods,
} from "@headgate/shared";

import type { PayloadStore } from "../payloads/payload-store.ts";

/** What a Worker that carries leases to backends has at hand. */
export interface Carrier {
  gateOf(predictionId: string): VersionGateMethods;
  /** What reaches a backend: with its credentials, and the trace of the prediction that it is about. */
  fetchTo(
    backend: GateBackend,
    terms: Pick<TicketTerms, "traceparent"> | null,
  ): Promise<typeof fetch>;
  payloads: PayloadStore;
  callbackUrl(lease: LeaseReference): Promise<string>;
  /** Tells history that a prediction has changed. May be lost: the gate announces what ended again. */
  announce(predictionId: string): void;
  /** See `announceProgress`. */
  sendProgress(message: ProgressMessage): Promise<void>;
  log(event: string, fields: Record<string, unknown>): void;
}
