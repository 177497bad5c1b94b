import { integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";

import { owners } from "./owners.ts";

/** URLs that an owner's webhooks go to, each with a secret of its own. */
export const webhookEndpoints = sqliteTable(
  "webhook_endpoints",
  {
    id: text("id").primaryKey(),
    ownerId: text("owner_id")
      .notNull()
      .references(() => owners.id),
    url: text("url").notNull(),
    description: text("description"),
    /** Encrypted: see the registry package's `sealText`. Null: made by a 410 of an unknown URL, and signed for as that would be. */
    sealedSecret: text("sealed_secret"),
    /** The one before the last rotation, which signs too until then. */
    previousSealedSecret: text("previous_sealed_secret"),
    previousUntil: integer("previous_until"),
    /** Null: webhooks are sent to it. */
    disabledAt: integer("disabled_at"),
    disabledReason: text("disabled_reason"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at"),
  },
  (table) => [unique("webhook_endpoints_owner_id_url_unique").on(table.ownerId, table.url)],
);
