import type {
  BatonLimit,
  Completion,
  Lease,
  LeaseReference,
  Outcome,
  PredictionTask,
} from "@headgate/shared";

import type { BackendResult } from "../adapters/adapter.ts";
import { outputKey } from "../payloads/payload-store.ts";
import { finishStream } from "../streams/finish-stream.ts";
import type { Carrier } from "./carrier.ts";
import { judged } from "./judged.ts";
import { stopBackend } from "./stop-backend.ts";

/** A lease that ends, and what is known of its prediction. */
export interface Ending extends LeaseReference, BatonLimit {
  /** Whether it has a stream. */
  streams: boolean;
  /** Null: the gate is asked where it matters. */
  task: PredictionTask | null;
}

/** A result as it is stored: held to the output schema, its output by reference where it is large. */
async function toOutcome(
  carrier: Carrier,
  ending: Ending,
  result: BackendResult,
): Promise<Outcome> {
  const text = JSON.stringify(result.output ?? null);
  const key = outputKey(ending.id, ending.epoch);
  const output = text === "null" ? null : await carrier.payloads.write(key, text);
  const { state, error, logs, predictTimeS, setupTimeS } = result;
  const outcome = { state, output, error, logs, predictTimeS, setupTimeS, outputProblems: null };
  return state === "succeeded"
    ? judged(carrier, ending, { outcome, value: result.output })
    : outcome;
}

/**
 * Ends the prediction of a lease, tells its stream, and stops the lease that it has made needless. Its slot's next leases are in the
 * answer, for the caller to dispatch. All that the backend told on the way must be in the stream by then.
 */
export async function completeLease(
  carrier: Carrier,
  ending: Ending,
  result: BackendResult,
): Promise<Completion & { stored: Outcome }> {
  const { id, epoch, streams, carries } = ending;
  const stored = await toOutcome(carrier, ending, result);
  const limit = carries === undefined ? {} : { carries };
  const completion = await carrier.gateOf(id).complete({ id, epoch, outcome: stored, ...limit });
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
  const { streams, task } = lease.ticket;
  return { ...referenceOf(lease), streams, task };
}

export function referenceOf({ predictionId, epoch }: Lease): LeaseReference {
  return { id: predictionId, epoch };
}
