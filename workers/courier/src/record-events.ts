import { openDatabase, upsertPredictions, type Database } from "@headgate/database";
import { openGate, PayloadStore } from "@headgate/routing";
import {
  gateName,
  isTerminal,
  parsePredictionId,
  type EventMessage,
  type PredictionRecord,
} from "@headgate/shared";

import { enqueueWebhooks } from "./enqueue-webhooks.ts";
import { log } from "./log.ts";

const retryDelayS = 2;

/**
 * Brings history up to date: reads each prediction from its gate, writes all into D1 in one statement, makes the webhook deliveries, and
 * only then tells the gates that they may forget what has ended. Doing it again changes nothing.
 */
export async function recordEvents(batch: MessageBatch<EventMessage>, env: Env): Promise<void> {
  const db = openDatabase(env.DB);
  try {
    const ids = new Set(batch.messages.map(({ body }) => body.predictionId));
    const groups = groupByGate(ids);
    const records = (await Promise.all(groups.map((group) => readGroup(env, group)))).flat();
    await record(env, db, records);
    batch.ackAll();
  } catch (error) {
    log("events.failed", { messages: batch.messages.length, error: String(error) });
    batch.retryAll({ delaySeconds: retryDelayS });
  }
}

async function record(env: Env, db: Database, records: PredictionRecord[]): Promise<void> {
  if (records.length === 0) return;
  await upsertPredictions(db, records);
  await enqueueWebhooks({ env, db, payloads: new PayloadStore(env.PAYLOADS) }, records);
  const ended = records.filter(({ state }) => isTerminal(state)).map(({ id }) => id);
  await Promise.all(
    groupByGate(ended).map((group) => openGate(env.GATE, group[0]).acknowledge(group)),
  );
}

function readGroup(env: Env, group: Group): Promise<PredictionRecord[]> {
  return openGate(env.GATE, group[0]).read(group);
}

/** Ids of one gate: at least one. */
type Group = [string, ...string[]];

function groupByGate(ids: Iterable<string>): Group[] {
  const groups = new Map<string, Group>();
  for (const id of ids) {
    const route = parsePredictionId(id);
    if (route === null) continue;
    const gate = gateName(route.versionKey, route.shard);
    const group = groups.get(gate);
    if (group === undefined) groups.set(gate, [id]);
    else group.push(id);
  }
  return [...groups.values()];
}
