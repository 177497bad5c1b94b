import { upsertPredictions } from "@headgate/database";
import { finishStream, openGate, openStream } from "@headgate/routing";
import {
  gateName,
  isTerminal,
  parsePredictionId,
  type EventMessage,
  type PredictionRecord,
} from "@headgate/shared";

import { errorText } from "./error-text.ts";
import { finishTrainings } from "./finish-trainings.ts";
import { isolateOf } from "./isolate.ts";
import { logEnd } from "./log-end.ts";
import { log } from "./log.ts";
import { enqueueWebhooks } from "./webhooks/enqueue-webhooks.ts";

/** So many records are read, written and acknowledged together. */
const sliceSize = 100;
const maxRetryDelayS = 300;

/**
 * Brings history up to date: reads each prediction from its gate, writes all into D1 in one statement, makes the versions of trainings and the webhook
 * deliveries, and only then tells the gates that they may forget what has ended. Doing it again changes nothing: a message comes again, later each time,
 * if one of its predictions could not be recorded.
 */
export async function recordEvents(batch: MessageBatch<EventMessage>, env: Env): Promise<void> {
  const ids = [...new Set(batch.messages.flatMap(({ body }) => body.predictionIds))];
  const failed = new Set<string>();
  for (let at = 0; at < ids.length; at += sliceSize) {
    await recordTogether(env, ids.slice(at, at + sliceSize), failed);
  }
  for (const message of batch.messages) {
    if (!message.body.predictionIds.some((id) => failed.has(id))) message.ack();
    else message.retry({ delaySeconds: Math.min(2 ** message.attempts, maxRetryDelayS) });
  }
}

/** Together if they can be; else each alone, so that one which cannot be recorded holds up no other. */
async function recordTogether(env: Env, ids: string[], failed: Set<string>): Promise<void> {
  try {
    await record(env, ids);
  } catch (error) {
    const [predictionId = ""] = ids;
    if (ids.length > 1) {
      await Promise.all(ids.map((id) => recordTogether(env, [id], failed)));
    } else {
      log("event.failed", { predictionId, error: errorText(error) });
      failed.add(predictionId);
    }
  }
}

async function record(env: Env, ids: string[]): Promise<void> {
  const read = await Promise.all(groupByGate(ids).map((group) => readGroup(env, group)));
  const records = read.flat();
  if (records.length === 0) return;
  const { db, payloads, streamUrls } = isolateOf(env);
  const written = await upsertPredictions(db, records);
  const ended = records.filter(({ state }) => isTerminal(state));
  for (const one of ended) if (written.has(one.id)) logEnd(one);
  const told = await finishTrainings({ db, payloads }, records);
  await enqueueWebhooks({ env, db, payloads, streamUrls }, told);
  await finishStreams(env, records);
  await Promise.all(
    groupByGate(ended.map(({ id }) => id)).map((group) =>
      openGate(env.GATE, group[0]).acknowledge(group),
    ),
  );
}

/** Whoever ended them has told their streams, unless it died. */
async function finishStreams(env: Env, records: PredictionRecord[]): Promise<void> {
  await Promise.all(
    records.map(async ({ id, epoch, streams, outcome }) => {
      if (streams && outcome !== null)
        await finishStream(openStream(env.STREAMS, id), epoch, outcome);
    }),
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
