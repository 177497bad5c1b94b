import type { Completion, Lease, Outcome } from "@headgate/shared";

import { adapterFor, type BackendResult, type Submission } from "../adapters/adapter.ts";
import type { Carrier } from "../dispatch/carrier.ts";
import { completeLease, endingOf, referenceOf } from "../dispatch/complete-lease.ts";
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

export type RunEnd =
  | { outcome: "ended"; completion: Completion & { stored: Outcome } }
  /** The backend would not have it: what becomes of it is the gate's to say. */
  | { outcome: "refused"; leases: Lease[] };

/** Runs a lease on its backend, staying with it to the end. Throws only where the gate or the bucket cannot be reached. */
export async function runLease(carrier: Carrier, lease: Lease, run: Run): Promise<RunEnd> {
  const { backend, predictionId, ticket } = lease;
  const { input, signal, telling } = run;
  const call = { backend, predictionId, task: ticket.task };
  const adapter = adapterFor(backend.protocol, await carrier.fetchTo(backend, ticket));
  const predict = { ...call, input, signal };
  const submission =
    telling === null
      ? await adapter.predict(predict)
      : await adapter.stream({ ...predict, emit: telling.emit });
  await telling?.close();
  if (submission.outcome === "ended") return endWith(submission.result);
  if (!signal.aborted) {
    return { outcome: "refused", leases: await passOver(carrier, lease, submission) };
  }
  const answer = await adapter.cancel(call);
  carrier.log("backend.cancel", { predictionId, backendId: backend.id, answer });
  return endWith(run.stopped());

  async function endWith(result: BackendResult): Promise<RunEnd> {
    const completion = await completeLease(carrier, endingOf(lease), result);
    return { outcome: "ended", completion };
  }
}

/** Tells the gate that the backend would not have it. Gives the leases that come free, the prediction's own next one among them. */
async function passOver(
  carrier: Carrier,
  lease: Lease,
  submission: Exclude<Submission, { outcome: "ended" }>,
): Promise<Lease[]> {
  const { predictionId, backend } = lease;
  const { reason, retryAfterMs, detail } =
    submission.outcome === "refused" ? submission : leftUnfinished;
  carrier.log("backend.refused", { predictionId, backendId: backend.id, reason, detail });
  const refusal = { ...referenceOf(lease), reason, retryAfterMs, detail };
  return (await carrier.gateOf(predictionId).refuse(refusal)).leases;
}

/** A backend that was asked to run it to its end, and answers that it will call back. */
const leftUnfinished = {
  reason: "broken",
  retryAfterMs: null,
  detail: "it took a prediction without finishing it",
} as const;
