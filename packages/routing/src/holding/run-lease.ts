import type { Completion, Lease, Outcome, Refusal } from "@headgate/shared";

import { adapterFor, type BackendResult } from "../adapters/adapter.ts";
import type { Carrier } from "../dispatch/carrier.ts";
import { completeLease, endingOf } from "../dispatch/complete-lease.ts";
import { refuseLease } from "../dispatch/refuse-lease.ts";
import { stopBackend } from "../dispatch/stop-backend.ts";
import { pause } from "../gates/pause.ts";
import type { Telling } from "../streams/open-telling.ts";

export interface Run {
  /** JSON text. */
  input: string;
  /** Aborts when the prediction is to be stopped. */
  signal: AbortSignal;
  /** Who is told what happens on the way; null: nobody. */
  telling: Telling | null;
  /** How it ends then. */
  stopped: () => BackendResult;
}

/** What became of the prediction. Leases that come free are in it, the prediction's own next one among them. */
export type RunEnd = (Completion & { stored: Outcome }) | Refusal;

/** Runs a lease on its backend, staying with it to the end. Throws only where the gate or the bucket cannot be reached. */
export async function runLease(carrier: Carrier, lease: Lease, run: Run): Promise<RunEnd> {
  const { backend, predictionId, ticket } = lease;
  const { input, signal, telling } = run;
  const adapter = adapterFor(backend.protocol, await carrier.fetchTo(backend, ticket));
  const call = { backend, predictionId, task: ticket.task, input, signal };
  const submission =
    telling === null
      ? await adapter.predict(call)
      : await adapter.stream({ ...call, emit: telling.emit });
  await telling?.close();
  const ending = endingOf(lease);
  if (submission.outcome === "ended") return completeLease(carrier, ending, submission.result);
  if (!signal.aborted) {
    const refused = submission.outcome === "refused" ? submission : leftUnfinished;
    return refuseLease(carrier, lease, refused);
  }
  if ((await stopBackend(carrier, lease)) === "unknown") {
    await pause(droppedMs);
  }
  return completeLease(carrier, ending, run.stopped());
}

/** A dropped connection, which nobody acknowledges, reaches its backend within so long: only then is the slot free. */
const droppedMs = 100;

/** A backend that was asked to run it to its end, and answers that it will call back. */
const leftUnfinished = {
  reason: "broken",
  retryAfterMs: null,
  detail: "it took a prediction without finishing it",
} as const;
