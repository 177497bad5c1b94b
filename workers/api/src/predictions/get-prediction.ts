import { findPrediction } from "@headgate/database";
import { requireScope } from "@headgate/registry";
import { openGate } from "@headgate/routing";
import { HeadgateError, parsePredictionId, type PredictionRecord } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { respondWithPrediction } from "./show-prediction.ts";

export async function getPrediction(api: ApiContext, id: string): Promise<Response> {
  requireScope(api.registry, "read");
  return respondWithPrediction(api, await findOwnPrediction(api, id), 200);
}

/** A prediction of the actor's: from its gate while that has it, then from history. Anybody else's is `not_found`. */
export async function findOwnPrediction(api: ApiContext, id: string): Promise<PredictionRecord> {
  const record = parsePredictionId(id) === null ? null : await findRecord(api, id);
  if (record === null || record.callerId !== api.registry.actor?.ownerId) {
    throw new HeadgateError("not_found", `there is no prediction ${id} of yours`);
  }
  return record;
}

async function findRecord(api: ApiContext, id: string): Promise<PredictionRecord | null> {
  const [record] = await openGate(api.env.GATE, id).read([id]);
  return record ?? (await findPrediction(api.registry.db, id));
}
