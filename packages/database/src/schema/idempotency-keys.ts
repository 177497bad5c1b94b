import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Calls that were sent with an `Idempotency-Key`, each a row until it expires. */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    tokenId: text("token_id").notNull(),
    key: text("key").notNull(),
    /** SHA-256 of method, path and body, hex. */
    fingerprint: text("fingerprint").notNull(),
    /** 32 random bytes, hex: what the call draws is made from them, at every attempt the same. */
    seed: text("seed").notNull(),
    /** When the first attempt began: the time at which the call happens, at every attempt. */
    startedAt: integer("started_at").notNull(),
    /** Counts from 1. Only the latest attempt may write. */
    attempt: integer("attempt").notNull(),
    /** Until then the latest attempt is taken to be at work; 0: it has given up. */
    lockedUntil: integer("locked_until").notNull(),
    /** What the call settled on before it did anything, as it wrote it. */
    pinned: text("pinned"),
    /** Of the answer. Null: there is none yet. */
    status: integer("status"),
    headers: text("headers", { mode: "json" }).$type<Record<string, string>>(),
    /** Null, where there is an answer: it is not kept, and is made anew. */
    body: text("body"),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tokenId, table.key] }),
    index("idempotency_keys_expires_at_index").on(table.expiresAt),
  ],
);
