import {
  type Database,
  findSweepCursor,
  listPredictionPayloads,
  openDatabase,
  type PredictionPayloads,
  saveSweepCursor,
} from "@headgate/database";
import { openGate, payloadPrefix, predictionIdOf } from "@headgate/routing";
import { parsePredictionId } from "@headgate/shared";

import { log } from "./log.ts";

/** What is younger may still be on its way to its gate, or to history. */
const minAgeMs = 24 * 60 * 60_000;
const pageSize = 1000;
const maxPages = 5;

/**
 * Deletes inputs and outputs that nobody refers to: a Worker stored them and died before its gate knew of them, or they came from a lease
 * that was given up. Keys are in the order of time, so that each is looked at once, when it is a day old.
 */
export async function sweepPayloads(env: Env): Promise<void> {
  const db = openDatabase(env.DB);
  let cursor = await findSweepCursor(db, payloadPrefix);
  for (let pages = 0; pages < maxPages; pages += 1) {
    const keys = await listOldKeys(env, cursor);
    const last = keys.at(-1);
    if (last === undefined) return;
    const orphans = await findOrphans(env, db, keys);
    if (orphans.length > 0) await env.PAYLOADS.delete(orphans);
    await saveSweepCursor(db, { prefix: payloadPrefix, key: last });
    if (orphans.length > 0) log("payloads.swept", { objects: orphans.length });
    cursor = last;
  }
}

async function listOldKeys({ PAYLOADS }: Env, cursor: string): Promise<string[]> {
  const after = cursor === "" ? {} : { startAfter: cursor };
  const page = await PAYLOADS.list({ prefix: payloadPrefix, limit: pageSize, ...after });
  const before = Date.now() - minAgeMs;
  const keys = page.objects.map(({ key }) => key);
  const young = keys.findIndex((key) => createdAtOf(key) > before);
  return young === -1 ? keys : keys.slice(0, young);
}

function createdAtOf(key: string): number {
  return parsePredictionId(predictionIdOf(key))?.createdAt ?? 0;
}

/** Those of the keys that no prediction refers to. One that goes on keeps all that it has. */
async function findOrphans(env: Env, db: Database, keys: string[]): Promise<string[]> {
  const ids = [...new Set(keys.map(predictionIdOf))];
  const known = new Map<string, PredictionPayloads>();
  for (const row of await listPredictionPayloads(db, ids)) known.set(row.id, row);
  const unknown = ids.filter((id) => !known.has(id));
  const live = new Set(await filterLive(env, unknown));
  return keys.filter((key) => {
    const row = known.get(predictionIdOf(key));
    if (row === undefined) return !live.has(predictionIdOf(key));
    return row.hasEnded && row.inputKey !== key && row.outputKey !== key;
  });
}

/** Those that their gates have, though history was never told of them. */
async function filterLive({ GATE }: Env, ids: string[]): Promise<string[]> {
  const live: string[] = [];
  for (const id of ids) {
    if (parsePredictionId(id) === null) continue;
    const [record] = await openGate(GATE, id).read([id]);
    if (record !== undefined) live.push(id);
  }
  return live;
}
