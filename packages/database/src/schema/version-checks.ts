import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

import type { CheckName, CheckState, StepState } from "@headgate/shared";

import type { Succession } from "../queries/predecessor.ts";
import type { auditLog } from "./audit-log.ts";
import { owners } from "./owners.ts";
import { versions } from "./versions.ts";

export interface StoredStep {
  name: CheckName;
  state: StepState;
  percentage: number;
  startedAt: number | null;
  endedAt: number | null;
  message: string | null;
  log: string[];
}

export interface CheckedImage {
  registry: string;
  repository: string;
  /** Null: none was named. */
  tag: string | null;
}

/** Whoever carries a check on holds it for a while, and writes with the epoch that it got it under. */
export const versionChecks = sqliteTable(
  "version_checks",
  {
    id: text("id").primaryKey(),
    versionKey: integer("version_key")
      .notNull()
      .references(() => versions.key),
    state: text("state").$type<CheckState>().notNull(),
    publish: integer("publish", { mode: "boolean" }).notNull(),
    steps: text("steps", { mode: "json" }).$type<StoredStep[]>().notNull(),
    /** What the version must follow still when it is published. Null: whichever. */
    succession: text("succession", { mode: "json" }).$type<Succession>(),
    /** Where the step `image` looks. Null: there is no such step. */
    image: text("image", { mode: "json" }).$type<CheckedImage>(),
    /** JSON text: what the step `run` predicts with. Null: there is no such step. */
    input: text("input"),
    /** Known before it is made, so that it is made once. Null: it was not begun. */
    predictionId: text("prediction_id"),
    /** Whoever asked for it: transitions and the prediction are theirs. */
    callerId: text("caller_id")
      .notNull()
      .references(() => owners.id),
    /** How the audit log tells that it was asked for; publishing and rejecting are told of alike. */
    audit: text("audit", { mode: "json" })
      .$type<Omit<typeof auditLog.$inferSelect, "id">>()
      .notNull(),
    /** Grows with every change that is shown. */
    revision: integer("revision").notNull(),
    /** Grows whenever somebody takes it up. */
    epoch: integer("epoch").notNull(),
    /** Nobody else takes it up before. */
    heldUntil: integer("held_until").notNull(),
    /** When it is to be carried on. Null: it has ended. */
    dueAt: integer("due_at"),
    createdAt: integer("created_at").notNull(),
    deadlineAt: integer("deadline_at").notNull(),
    /** Null: it goes on. */
    endedAt: integer("ended_at"),
  },
  (table) => [
    // One at a time.
    uniqueIndex("version_checks_version_key_unique")
      .on(table.versionKey)
      .where(sql`ended_at IS NULL`),
    index("version_checks_version_key_created_at_id_index").on(
      table.versionKey,
      table.createdAt,
      table.id,
    ),
    index("version_checks_due_at_index")
      .on(table.dueAt)
      .where(sql`due_at IS NOT NULL`),
  ],
);
