import { findPrediction } from "@headgate/database";
import { isPermitted, type Permission, requireScope } from "@headgate/registry";
import {
  HeadgateError,
  isTerminal,
  parsePredictionId,
  type PredictionRecord,
} from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { hasShard } from "./runnable-version.ts";
import { respondWithPrediction } from "./show-prediction.ts";

export async function getPrediction(api: ApiContext, id: string): Promise<Response> {
  requireScope(api.registry, "read");
  return respondWithPrediction(api, await findOwnPrediction(api, id, "read"), 200);
}

/**
 * A prediction of the actor's, or of an organization in which it may do that: from its gate while that has it, then from history. Anybody
 * else's is `not_found`.
 */
export async function findOwnPrediction(
  api: ApiContext,
  id: string,
  permission: Permission,
): Promise<PredictionRecord> {
  const record = await findPredictionRecord(api, id);
  if (record === null || !isPermitted(api.registry.actor, record.callerId, permission)) {
    throw new HeadgateError("not_found", `there is no prediction ${id} of yours`);
  }
  return record;
}

/**
 * Anybody's, from its gate or from history: what a gate has given up, history has. Asks no gate of a version or shard that never was: asking
 * would bring it, and its storage, into being.
 */
export async function findPredictionRecord(
  api: ApiContext,
  id: string,
): Promise<PredictionRecord | null> {
  const route = parsePredictionId(id);
  if (route === null || !(await hasShard(api.registry, route))) return null;
  const [record] = await api.carrier.gateOf(id).read([id]);
  if (record !== undefined && !isTerminal(record.state)) return record;
  // What has ended history may have without its data, which the gate still has for a minute or so.
  const kept = await findPrediction(api.registry.db, id);
  return kept?.dataRemovedAt === undefined ? (record ?? kept) : kept;
}
