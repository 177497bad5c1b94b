import {
  adapterFor,
  completeLease,
  dispatchLeases,
  referenceOf,
  type BackendResult,
  openGate,
} from "@headgate/routing";
import type { Lease, PredictionRecord, Ticket } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { readRecord } from "./await-end.ts";
import { respondWithPrediction } from "./show-prediction.ts";
import { Waiter } from "./waiter.ts";

/** Well within the life of a direct lease. */
const renewEveryMs = 10_000;
/** A prediction that ends sooner is told to history once, with its end. */
const announceAfterMs = 1_000;

interface Owned {
  id: string;
  ticket: Ticket;
  lease: Lease | null;
}

/**
 * Runs a direct prediction to its end on this connection: waits for a lease, submits synchronously, completes and answers. The caller's
 * going away cancels it, on the backend too.
 */
export async function ownPrediction(api: ApiContext, owned: Owned): Promise<Response> {
  const work = runToEnd(api, owned);
  // The runtime drops the handler of a caller who has gone; the cancel must still be carried out.
  api.background(
    work.then(
      () => undefined,
      () => undefined,
    ),
  );
  return respondWithPrediction(api, await work);
}

async function runToEnd(api: ApiContext, { id, ticket, lease }: Owned): Promise<PredictionRecord> {
  let held = lease ?? (await awaitLease(api, id));
  while (held !== null) {
    const step = await tryBackend(api, held, ticket);
    if ("record" in step) return step.record;
    held = step.next ?? (await awaitLease(api, id));
  }
  return readRecord(openGate(api.env.GATE, id), id);
}

type Step = { record: PredictionRecord } | { next: Lease | null };

async function tryBackend(api: ApiContext, lease: Lease, ticket: Ticket): Promise<Step> {
  const { carrier, request } = api;
  const { backend, predictionId } = lease;
  const reference = referenceOf(lease);
  const gate = openGate(api.env.GATE, predictionId);
  const input = (await carrier.payloads.read(ticket.input)) ?? "null";
  const stopRenewing = keepAlive(api, lease);
  const submission = await adapterFor(backend.protocol, carrier.fetch)
    .predict({ backend, predictionId, input, signal: request.signal })
    .finally(stopRenewing);
  if (submission.outcome === "refused" && !request.signal.aborted) {
    const { reason, retryAfterMs, detail } = submission;
    carrier.log("backend.refused", { predictionId, backendId: backend.id, reason, detail });
    const { leases } = await gate.refuse({ ...reference, reason, retryAfterMs });
    const others = leases.filter((next) => next.predictionId !== predictionId);
    api.background(dispatchLeases(carrier, others));
    return { next: leases.find((next) => next.predictionId === predictionId) ?? null };
  }
  const result = submission.outcome === "ended" ? submission.result : callerLeft;
  const completion = await completeLease(carrier, reference, result);
  api.background(dispatchLeases(carrier, completion.leases));
  if (completion.outcome === "ignored") return { record: await readRecord(gate, predictionId) };
  const { startedAt, completedAt, stored } = completion;
  return { record: recordOf(lease, { startedAt, completedAt, outcome: stored }) };
}

/** Waits in the queue for this prediction's turn. Null where it ended there, or the caller left. */
async function awaitLease(api: ApiContext, id: string): Promise<Lease | null> {
  const gate = openGate(api.env.GATE, id);
  const { signal } = api.request;
  for (;;) {
    const waiter = await Waiter.open(gate, id);
    const message = await waiter.next(signal);
    waiter.close();
    if (message?.type === "lease") return message.lease;
    if (signal.aborted) {
      const { leases } = await gate.cancel(id);
      api.background(dispatchLeases(api.carrier, leases));
    }
    if (message !== null || signal.aborted) return null;
  }
}

/** Shows the gate that the owner lives, and history that the prediction runs. */
function keepAlive({ carrier, env, background }: ApiContext, lease: Lease): () => void {
  const gate = openGate(env.GATE, lease.predictionId);
  const renewals = setInterval(() => background(gate.renew(referenceOf(lease))), renewEveryMs);
  const announcement = setTimeout(() => carrier.announce(lease.predictionId), announceAfterMs);
  return () => {
    clearInterval(renewals);
    clearTimeout(announcement);
  };
}

function recordOf(
  { predictionId, epoch, attempt, backend, ticket }: Lease,
  end: Pick<PredictionRecord, "startedAt" | "completedAt"> & {
    outcome: PredictionRecord["outcome"];
  },
): PredictionRecord {
  return {
    ...ticket,
    ...end,
    id: predictionId,
    state: end.outcome?.state ?? "running",
    backendId: backend.id,
    epoch,
    attempt,
    cancelRequested: false,
  };
}

const callerLeft: BackendResult = {
  state: "canceled",
  output: null,
  error: {
    source: "external",
    message: "The caller left before the prediction ended.",
    detail: null,
  },
  logs: "",
  predictTimeS: null,
};
