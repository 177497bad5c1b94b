import type { PredictionRecord } from "@headgate/shared";

import { streamUrl, type StreamUrls } from "../streams/stream-urls.ts";

/** Where a prediction is reached; `origin` is what they begin with. */
export interface PredictionUrls {
  origin: string;
  get: string;
  cancel: string;
  /** Trainings have none. */
  stream?: string;
}

/** So long after the last change of its state the stream of a prediction may be read without a token. */
const streamUrlS = 24 * 60 * 60;

/** The same for the same state. A stream's URL is signed where the prediction is streamed: for others it takes a token. */
export async function predictionUrls(
  record: Pick<
    PredictionRecord,
    "id" | "task" | "streams" | "createdAt" | "startedAt" | "completedAt"
  >,
  origin: string,
  streamUrls: Pick<StreamUrls, "create">,
): Promise<PredictionUrls> {
  const { id, streams, createdAt, startedAt, completedAt } = record;
  const get = `${origin}${pathOf(record)}`;
  const place = { origin, get, cancel: `${get}/cancel` };
  if (record.task === "training") return place;
  const changedS = Math.ceil((completedAt ?? startedAt ?? createdAt) / 1000);
  const grant = { id, expiresS: changedS + streamUrlS };
  const stream = streams ? await streamUrls.create(origin, grant) : streamUrl(origin, id);
  return { ...place, stream };
}

/** Where a prediction, or a training, is found. */
export function pathOf({ task, id }: Pick<PredictionRecord, "id" | "task">): string {
  return `/v1/${task}s/${id}`;
}
