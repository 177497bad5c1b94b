import { type Database, openDatabase, saveProgress } from "@headgate/database";
import {
  openGate,
  parseJson,
  predictionUrls,
  progressEveryMs,
  readTexts,
  renderPrediction,
  wantsProgress,
} from "@headgate/routing";
import { isObject, type PredictionRecord, type ProgressMessage } from "@headgate/shared";

import { errorText } from "../error-text.ts";
import { isolateOf } from "../isolate.ts";
import { log } from "../log.ts";
import type { Announced } from "./announced.ts";
import { carryDelivery } from "./deliver-webhooks.ts";
import { sealSecretOf } from "./seal-secret-of.ts";
import { slowAfterMs } from "./slow-receivers.ts";

/**
 * Tells webhooks how far predictions have come, each at most once in 500 ms: what comes in between takes the place of what waits. A message
 * that fails is not repeated, since the next one, or the end, tells more. Slow receivers hold up nobody.
 */
export async function tellProgress(
  batch: MessageBatch<ProgressMessage>,
  env: Env,
  ctx: Pick<ExecutionContext, "waitUntil">,
): Promise<void> {
  const db = openDatabase(env.DB);
  const told = latestOfEach(batch).map((message) => tell(message, env, db));
  const all = Promise.all(told);
  ctx.waitUntil(all);
  await Promise.race([all, scheduler.wait(slowAfterMs)]);
}

function latestOfEach({ messages }: MessageBatch<ProgressMessage>): ProgressMessage[] {
  const latest = new Map<string, Message<ProgressMessage>>();
  for (const message of messages) {
    const known = latest.get(message.body.predictionId);
    if (known === undefined || known.timestamp <= message.timestamp) {
      latest.set(message.body.predictionId, message);
    }
  }
  return Array.from(latest.values(), ({ body }) => body);
}

async function tell(message: ProgressMessage, env: Env, db: Database): Promise<void> {
  const { predictionId } = message;
  try {
    const [record] = await openGate(env.GATE, predictionId).read([predictionId]);
    if (record === undefined || !isCurrent(record, message)) return;
    const saved = await save(record, message, { env, db });
    if (saved === null) return;
    if (saved.replacedKey !== null) await env.PAYLOADS.delete(saved.replacedKey);
    await carryDelivery({ deliveryId: saved.id, dueAt: saved.dueAt }, { env, db });
  } catch (error) {
    log("progress.failed", { predictionId, error: errorText(error) });
  }
}

function isCurrent(
  record: PredictionRecord,
  { epoch, event }: ProgressMessage,
): record is Announced {
  return (
    record.state === "running" && record.epoch === epoch && wantsProgress(record.webhook, event)
  );
}

async function save(
  record: Announced,
  { event, content }: ProgressMessage,
  { env, db }: { env: Env; db: Database },
) {
  const { payloads, streamUrls } = isolateOf(env);
  const told = parseJson((await payloads.read(content)) ?? "null");
  if (!isObject(told) || typeof told["logs"] !== "string") return null;
  const { input } = await readTexts(payloads, record);
  const output = JSON.stringify(told["output"]);
  const texts = { input, output, logs: told["logs"] };
  const urls = await predictionUrls(record, env.PUBLIC_URL, streamUrls);
  const body = renderPrediction(record, texts, urls);
  return saveProgress(db, {
    predictionId: record.id,
    ownerId: record.callerId,
    event,
    url: record.webhook.url,
    sealedSecret: await sealSecretOf(record, env),
    body: await payloads.write(`webhooks/${record.id}/${crypto.randomUUID()}`, body),
    now: Date.now(),
    everyMs: progressEveryMs,
  });
}
