import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { AuditTargetKind } from "@headgate/shared";

/** Every change, by whom and through which token. Triggers refuse UPDATE, DELETE and INSERT OR REPLACE. */
export const auditLog = sqliteTable(
  "audit_log",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    at: integer("at").notNull(),
    actorId: text("actor_id").notNull(),
    /** At that time. */
    actorName: text("actor_name").notNull(),
    tokenId: text("token_id").notNull(),
    /** Null: not over HTTP. */
    requestId: text("request_id"),
    action: text("action").notNull(),
    /** In whose namespace. */
    ownerId: text("owner_id").notNull(),
    targetKind: text("target_kind").$type<AuditTargetKind>().notNull(),
    target: text("target").notNull(),
    details: text("details", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
  },
  // One for each filter; the rowid is the last column of every index.
  (table) => [
    index("audit_log_owner_id_at_index").on(table.ownerId, table.at),
    index("audit_log_owner_id_action_at_index").on(table.ownerId, table.action, table.at),
    index("audit_log_owner_id_actor_id_at_index").on(table.ownerId, table.actorId, table.at),
    index("audit_log_owner_id_target_at_index").on(table.ownerId, table.target, table.at),
  ],
);
