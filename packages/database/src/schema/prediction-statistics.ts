import { integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What became of predictions, by version and by the backend that had them last. Each prediction is counted once, at its end. */
export const predictionStatistics = sqliteTable(
  "prediction_statistics",
  {
    versionKey: integer("version_key").notNull(),
    /** Empty: no backend had it. */
    backendId: text("backend_id").notNull(),
    succeeded: integer("succeeded").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    canceled: integer("canceled").notNull().default(0),
    expired: integer("expired").notNull().default(0),
    /** Outputs that were looked at, and those that were not as the schema says. */
    checkedOutputs: integer("checked_outputs").notNull().default(0),
    invalidOutputs: integer("invalid_outputs").notNull().default(0),
    /** Leases that were given. */
    attempts: integer("attempts").notNull().default(0),
    /** Leases that came to nothing, by how; of each prediction the last ten. */
    busyAttempts: integer("busy_attempts").notNull().default(0),
    unreachableAttempts: integer("unreachable_attempts").notNull().default(0),
    brokenAttempts: integer("broken_attempts").notNull().default(0),
    lostAttempts: integer("lost_attempts").notNull().default(0),
    failedAttempts: integer("failed_attempts").notNull().default(0),
    queueS: real("queue_s").notNull().default(0),
    setupS: real("setup_s").notNull().default(0),
    runS: real("run_s").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.versionKey, table.backendId] })],
);
