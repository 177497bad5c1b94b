import { and, eq } from "drizzle-orm";

import { type PredictionRecord, isTerminal } from "@headgate/shared";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { models, owners, predictions, versions } from "../schema/index.ts";

/** A prediction as lists show it. */
export type PredictionSummary = Pick<
  PredictionRecord,
  "id" | "state" | "owner" | "model" | "number" | "createdAt" | "startedAt" | "completedAt"
>;

const summary = {
  id: predictions.id,
  state: predictions.state,
  owner: owners.username,
  model: models.name,
  number: versions.number,
  createdAt: predictions.createdAt,
  startedAt: predictions.startedAt,
  completedAt: predictions.completedAt,
};

const record = {
  ...summary,
  versionId: versions.id,
  callerId: predictions.callerId,
  mode: predictions.mode,
  input: predictions.input,
  output: predictions.output,
  error: predictions.error,
  logs: predictions.logs,
  webhookUrl: predictions.webhookUrl,
  backendId: predictions.backendId,
  epoch: predictions.epoch,
  attempt: predictions.attempt,
  cancelRequested: predictions.cancelRequested,
  predictTimeS: predictions.predictTimeS,
  setupTimeS: predictions.setupTimeS,
  outputProblems: predictions.outputProblems,
  task: predictions.task,
  tokenId: predictions.tokenId,
  priority: predictions.priority,
  cost: predictions.cost,
  deadlineAt: predictions.deadlineAt,
  streams: predictions.streams,
  traceparent: predictions.traceparent,
  training: predictions.training,
  receipt: predictions.receipt,
  dataRemovedAt: predictions.dataRemovedAt,
};

const newestFirst: PageOrder<PredictionSummary> = {
  name: "predictions",
  direction: "desc",
  columns: [predictions.id],
  keyOf: (row) => [row.id],
};

/** As the gate last told it, but for the webhook's secret and events, which history does not keep. */
export async function findPrediction(db: Database, id: string): Promise<PredictionRecord | null> {
  const found = await db
    .select(record)
    .from(predictions)
    .innerJoin(versions, eq(versions.key, predictions.versionKey))
    .innerJoin(models, eq(models.id, versions.modelId))
    .innerJoin(owners, eq(owners.id, models.ownerId))
    .where(eq(predictions.id, id))
    .get();
  if (found === undefined) return null;
  const { output, error, logs, predictTimeS, setupTimeS, outputProblems, ...rest } = found;
  const { webhookUrl, dataRemovedAt, ...known } = rest;
  const { state } = known;
  const outcome = { output, error, logs, predictTimeS, setupTimeS, outputProblems };
  return {
    ...known,
    ...(dataRemovedAt === null ? {} : { dataRemovedAt }),
    webhook: webhookUrl === null ? null : { url: webhookUrl, secret: null, events: [] },
    outcome: isTerminal(state) ? { ...outcome, state } : null,
  };
}

/** The caller's predictions, newest first. */
export async function listPredictions(
  db: Database,
  callerId: string,
  page: PageRequest,
): Promise<RowPage<PredictionSummary>> {
  return readPage(newestFirst, page, ({ where, orderBy, limit }) =>
    db
      .select(summary)
      .from(predictions)
      .innerJoin(versions, eq(versions.key, predictions.versionKey))
      .innerJoin(models, eq(models.id, versions.modelId))
      .innerJoin(owners, eq(owners.id, models.ownerId))
      .where(and(eq(predictions.callerId, callerId), where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}
