import type { Completion, Lease, LeaseReference, Outcome } from "@headgate/shared";

import type { BackendResult } from "../adapters/adapter.ts";
import { outputKey } from "../payloads/payload-store.ts";
import { finishStream } from "../streams/finish-stream.ts";
import type { Carrier } from "./carrier.ts";
import { stopBackend } from "./stop-backend.ts";

/** A result as it is stored: its output by reference where it is large. */
async function toOutcome(
  carrier: Carrier,
  lease: LeaseReference,
  result: BackendResult,
): Promise<Outcome> {
  const text = JSON.stringify(result.output ?? null);
  const key = outputKey(lease.id, lease.epoch);
  const output = text === "null" ? null : await carrier.payloads.write(key, text);
  const { state, error, logs, predictTimeS, setupTimeS } = result;
  return { state, output, error, logs, predictTimeS, setupTimeS, outputProblems: null };
}

/** A lease that ends, and whether its prediction has a stream. */
export interface Ending extends LeaseReference {
  streams: boolean;
}

/**
 * Ends the prediction of a lease, tells its stream, and stops the lease that it has made needless. Its slot's next leases are in the answer, for the caller to dispatch. All that the
 * backend told on the way must be in the stream by then.
 */
export async function completeLease(
  carrier: Carrier,
  { id, epoch, streams }: Ending,
  result: BackendResult,
): Promise<Completion & { stored: Outcome }> {
  const stored = await toOutcome(carrier, { id, epoch }, result);
  const completion = await carrier.gateOf(id).complete({ id, epoch, outcome: stored });
  if (completion.outcome === "completed") {
    carrier.announce(id);
    if (streams) await tellEnd(carrier, { id, epoch }, stored);
    if (completion.cancel !== null) await stopBackend(carrier, completion.cancel);
  }
  return { ...completion, stored };
}

/** Failing, it costs the readers some time: whoever records the end tells it too. */
async function tellEnd(carrier: Carrier, lease: LeaseReference, outcome: Outcome): Promise<void> {
  try {
    await finishStream(carrier.streamOf(lease.id), lease.epoch, outcome);
  } catch (error) {
    carrier.log("stream.unfinished", { predictionId: lease.id, error: String(error) });
  }
}

export function endingOf(lease: Lease): Ending {
  return { ...referenceOf(lease), streams: lease.ticket.streams };
}

export function referenceOf({ predictionId, epoch }: Lease): LeaseReference {
  return { id: predictionId, epoch };
}
