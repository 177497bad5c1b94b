import { openDatabase, upsertPredictions } from "@headgate/database";
import { openGate, PayloadStore } from "@headgate/routing";
import {
  gateName,
  isTerminal,
  parsePredictionId,
  type EventMessage,
  type PredictionRecord,
} from "@headgate/shared";

import { enqueueWebhooks } from "./enqueue-webhooks.ts";
import { errorText } from "./error-text.ts";
import { log } from "./log.ts";

/** So many records, each at its largest, fit into one answer over RPC (32 MiB) and into an isolate's memory several times over. */
const sliceSize = 25;
const maxRetryDelayS = 300;

type Events = readonly Message<EventMessage>[];

/**
 * Brings history up to date: reads each prediction from its gate, writes all into D1 in one statement, makes the webhook deliveries, and
 * only then tells the gates that they may forget what has ended. Doing it again changes nothing.
 */
export async function recordEvents(batch: MessageBatch<EventMessage>, env: Env): Promise<void> {
  for (let at = 0; at < batch.messages.length; at += sliceSize) {
    await recordTogether(env, batch.messages.slice(at, at + sliceSize));
  }
}

/** Together if they can be; else each alone, so that one which cannot be recorded holds up no other. */
async function recordTogether(env: Env, messages: Events): Promise<void> {
  try {
    await record(env, new Set(messages.map(({ body }) => body.predictionId)));
    for (const message of messages) message.ack();
  } catch (error) {
    if (messages.length === 1) return postpone(messages, error);
    await Promise.all(messages.map((message) => recordTogether(env, [message])));
  }
}

function postpone(messages: Events, error: unknown): void {
  for (const message of messages) {
    const { body, attempts } = message;
    log("event.failed", { predictionId: body.predictionId, attempts, error: errorText(error) });
    message.retry({ delaySeconds: Math.min(2 ** attempts, maxRetryDelayS) });
  }
}

async function record(env: Env, ids: Set<string>): Promise<void> {
  const read = await Promise.all(groupByGate(ids).map((group) => readGroup(env, group)));
  const records = read.flat();
  if (records.length === 0) return;
  const db = openDatabase(env.DB);
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
