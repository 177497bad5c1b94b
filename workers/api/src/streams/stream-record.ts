import { finishStream, readTexts } from "@headgate/routing";
import { isTerminal, type PredictionRecord, type StreamStatus } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { findPredictionRecord } from "../predictions/get-prediction.ts";
import { respondWithEvents } from "./event-outlet.ts";
import { followStream } from "./follow-stream.ts";
import { formatEvent } from "./format-event.ts";
import { idOf, readLastEventId, type Seen } from "./last-event-id.ts";
import { tellRecord } from "./tell-record.ts";

/**
 * A prediction as server-sent events: from its stream while that is kept, else from its record once it has ended. After `Last-Event-ID`
 * exactly what followed it; 204 where nothing did, which keeps browsers from coming again.
 */
export async function streamRecord(
  api: ApiContext,
  record: PredictionRecord,
  headers: Record<string, string> = {},
): Promise<Response> {
  const seen = readLastEventId(api.request.headers);
  const source = await findSource(api, record, seen);
  if (source === null) return new Response(null, { status: 204, headers });
  return respondWithEvents(api, source, headers);
}

type Source = (left: AbortSignal) => AsyncIterable<string>;

async function findSource(
  api: ApiContext,
  record: PredictionRecord,
  seen: Seen,
): Promise<Source | null> {
  if (!isTerminal(record.state)) {
    return record.streams
      ? (left) => tellStream(api, { record, seen, left })
      : (left) => tellEnd(api, { record, seen, left });
  }
  if (record.streams && record.dataRemovedAt === undefined && seen.of === "stream") {
    const { lastId, isDone } = await endStream(api, record);
    if (lastId > 0) {
      const isThrough = isDone && seen.count === lastId;
      return isThrough ? null : (left) => tellStream(api, { record, seen, left });
    }
  }
  const texts = await recordTexts(api, record, seen);
  return texts.length === 0 ? null : () => inOrder(texts);
}

interface Telling {
  record: PredictionRecord;
  seen: Seen;
  left: AbortSignal;
}

async function* tellStream(
  { env }: ApiContext,
  { record: { id }, seen, left }: Telling,
): AsyncGenerator<string> {
  const after = seen.of === "stream" ? seen.count : 0;
  for await (const batch of followStream(env, { predictionId: id, after, signal: left })) {
    const { firstId, events } = batch;
    const texts = events.map((event, index) =>
      formatEvent(event, idOf({ of: "stream", count: firstId + index })),
    );
    yield texts.join("");
  }
}

/** Of a prediction that is not streamed: nothing, until it has ended. */
async function* tellEnd(api: ApiContext, { record, seen, left }: Telling): AsyncGenerator<string> {
  let current: PredictionRecord | null = record;
  while (current !== null && !isTerminal(current.state)) {
    const types = ["ended", "unknown"] as const;
    const message = await api.carrier.hear({ predictionId: record.id, signal: left, types });
    if (left.aborted) return;
    current =
      message?.type === "ended" ? message.record : await findPredictionRecord(api, record.id);
  }
  if (current !== null) yield* await recordTexts(api, current, seen);
}

async function recordTexts(
  { carrier }: ApiContext,
  record: PredictionRecord,
  seen: Seen,
): Promise<string[]> {
  const { output } = await readTexts(carrier.payloads, record);
  return tellRecord(record, output, seen);
}

async function* inOrder(texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

/** The stream of an ended prediction, which may not have been told the end yet. */
async function endStream(
  { carrier }: ApiContext,
  { id, epoch, outcome }: PredictionRecord,
): Promise<StreamStatus> {
  const stream = carrier.streamOf(id);
  const status = await stream.status();
  if (status.lastId === 0 || status.isDone || outcome === null) return status;
  await finishStream(stream, epoch, outcome);
  return stream.status();
}
