import { and, eq, sql } from "drizzle-orm";

import { type PredictionRecord, type TrainingTerms, isTerminal } from "@headgate/shared";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { models, owners, predictions, versions } from "../schema/index.ts";

/** A prediction as lists show it. */
export type PredictionSummary = Pick<
  PredictionRecord,
  | "id"
  | "task"
  | "state"
  | "owner"
  | "model"
  | "number"
  | "createdAt"
  | "startedAt"
  | "completedAt"
  | "training"
>;

const summary = {
  id: predictions.id,
  task: predictions.task,
  state: predictions.state,
  owner: owners.username,
  model: models.name,
  number: versions.number,
  createdAt: predictions.createdAt,
  startedAt: predictions.startedAt,
  completedAt: predictions.completedAt,
  training: predictions.training,
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
  tokenId: predictions.tokenId,
  priority: predictions.priority,
  cost: predictions.cost,
  deadlineAt: predictions.deadlineAt,
  streams: predictions.streams,
  traceparent: predictions.traceparent,
  receipt: predictions.receipt,
  dataRemovedAt: predictions.dataRemovedAt,
};

/** The text of the condition is that of the index of trainings. */
const tasks = {
  prediction: { name: "predictions", isTask: sql`task = 'prediction'` },
  training: { name: "trainings", isTask: sql`task = 'training'` },
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

/** The caller's predictions, or trainings, newest first. */
export async function listPredictions(
  db: Database,
  { callerId, task }: Pick<PredictionRecord, "callerId" | "task">,
  page: PageRequest,
): Promise<RowPage<PredictionSummary>> {
  const { name, isTask } = tasks[task];
  const newestFirst: PageOrder<PredictionSummary> = {
    name,
    direction: "desc",
    columns: [predictions.id],
    keyOf: (row) => [row.id],
  };
  return readPage(newestFirst, page, ({ where, orderBy, limit }) =>
    db
      .select(summary)
      .from(predictions)
      .innerJoin(versions, eq(versions.key, predictions.versionKey))
      .innerJoin(models, eq(models.id, versions.modelId))
      .innerJoin(owners, eq(owners.id, models.ownerId))
      .where(and(eq(predictions.callerId, callerId), isTask, where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** Keeps what came of a training with it. */
export async function saveTraining(
  db: Database,
  { id, training }: { id: string; training: TrainingTerms },
): Promise<void> {
  await db.update(predictions).set({ training }).where(eq(predictions.id, id));
}
