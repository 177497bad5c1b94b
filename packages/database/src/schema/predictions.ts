import { isNull, sql } from "drizzle-orm";
import { index, integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type {
  OutputProblem,
  Payload,
  PredictionError,
  PredictionMode,
  PredictionState,
  PredictionTask,
  Priority,
  RoutingReceipt,
  TrainingTerms,
} from "@headgate/shared";

/** History, written by workers/courier from the gates. WITHOUT ROWID; ids are ordered by time. */
export const predictions = sqliteTable(
  "predictions",
  {
    id: text("id").primaryKey(),
    versionKey: integer("version_key").notNull(),
    modelId: text("model_id").notNull(),
    /** Id of the owner whose token created it. */
    callerId: text("caller_id").notNull(),
    state: text("state").$type<PredictionState>().notNull(),
    mode: text("mode").$type<PredictionMode>().notNull(),
    input: text("input", { mode: "json" }).$type<Payload>().notNull(),
    /** Null while it runs, and when it ended without one. */
    output: text("output", { mode: "json" }).$type<Payload>(),
    error: text("error", { mode: "json" }).$type<PredictionError>(),
    logs: text("logs").notNull(),
    webhookUrl: text("webhook_url"),
    backendId: text("backend_id"),
    epoch: integer("epoch").notNull(),
    attempt: integer("attempt").notNull(),
    cancelRequested: integer("cancel_requested", { mode: "boolean" }).notNull(),
    predictTimeS: real("predict_time_s"),
    task: text("task").$type<PredictionTask>().notNull().default("prediction"),
    /** Id of the token that created it. Empty: it was made before tokens were noted. */
    tokenId: text("token_id").notNull().default(""),
    priority: integer("priority").$type<Priority>().notNull().default(1),
    /** How many slots it took. */
    cost: integer("cost").notNull().default(1),
    deadlineAt: integer("deadline_at"),
    streams: integer("streams", { mode: "boolean" }).notNull().default(false),
    traceparent: text("traceparent"),
    training: text("training", { mode: "json" }).$type<TrainingTerms>(),
    setupTimeS: real("setup_time_s"),
    outputProblems: text("output_problems", { mode: "json" }).$type<OutputProblem[]>(),
    receipt: text("receipt", { mode: "json" }).$type<RoutingReceipt>(),
    /** When input, output and logs were removed. Null: they are kept. */
    dataRemovedAt: integer("data_removed_at"),
    createdAt: integer("created_at").notNull(),
    startedAt: integer("started_at"),
    completedAt: integer("completed_at"),
  },
  (table) => [
    index("predictions_caller_id_id_index").on(table.callerId, table.id),
    index("predictions_trainings_index")
      .on(table.callerId, table.id)
      .where(sql`task = 'training'`),
    index("predictions_in_flight_index")
      .on(table.modelId, table.versionKey)
      .where(isNull(table.completedAt)),
    // What may have to be removed, the longest ended first.
    index("predictions_model_id_completed_at_index")
      .on(table.modelId, table.completedAt)
      .where(sql`completed_at is not null and data_removed_at is null`),
  ],
);
