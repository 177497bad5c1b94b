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

/** A prediction or a training, as a path names it. */
export type Asked = Pick<PredictionRecord, "id" | "task">;

export async function getPrediction(api: ApiContext, asked: Asked): Promise<Response> {
  requireScope(api.registry, "read");
  return respondWithPrediction(api, await findOwn(api, asked, "read"), 200);
}

/**
 * A prediction of the actor's, or of an organization in which it may do that: from its gate while it goes on, then from history. Anybody
 * else's is `not_found`.
 */
export function findOwnPrediction(
  api: ApiContext,
  id: string,
  permission: Permission,
): Promise<PredictionRecord> {
  return findOwn(api, { task: "prediction", id }, permission);
}

/** The same of a prediction or a training; what is the one is not found as the other. */
export async function findOwn(
  api: ApiContext,
  { task, id }: Asked,
  permission: Permission,
): Promise<PredictionRecord> {
  const record = await findPredictionRecord(api, id);
  const isOwn = record !== null && isPermitted(api.registry.actor, record.callerId, permission);
  if (isOwn && record.task === task) return record;
  throw new HeadgateError("not_found", `there is no ${task} ${id} of yours`);
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
  // Of what has ended, history may know more: that its data was removed, or which version a training made.
  const kept = await findPrediction(api.registry.db, id);
  return kept !== null && isTerminal(kept.state) ? kept : (record ?? kept);
}
