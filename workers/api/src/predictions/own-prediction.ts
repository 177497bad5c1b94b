import { openTelling } from "@headgate/routing";
import type { PredictionRecord } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { admitPrediction, type Candidate } from "./admit-prediction.ts";
import { runToEnd } from "./run-to-end.ts";
import { respondWithPrediction } from "./show-prediction.ts";

/** Runs a direct prediction to its end on this connection, and answers with it. `input` is JSON text. */
export async function ownPrediction(
  api: ApiContext,
  candidate: Candidate & { input: string },
): Promise<Response> {
  const work = admitAndRun(api, candidate);
  // The runtime drops the handler of a caller who has gone; the cancel must still be carried out. A failure is told below.
  api.background(work.catch(() => undefined));
  return respondWithPrediction(api, await work);
}

async function admitAndRun(
  api: ApiContext,
  { input, ...candidate }: Candidate & { input: string },
): Promise<PredictionRecord> {
  const lease = await admitPrediction(api, candidate);
  return runToEnd(
    api,
    { id: candidate.id, input, lease },
    { left: api.request.signal, tellingOf: (held) => openTelling(api.carrier, held) },
  );
}
