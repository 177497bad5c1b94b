import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { OwnerKind } from "@headgate/shared";

export const owners = sqliteTable(
  "owners",
  {
    id: text("id").primaryKey(),
    username: text("username").notNull().unique(),
    name: text("name"),
    bio: text("bio"),
    location: text("location"),
    company: text("company"),
    avatarUrl: text("avatar_url"),
    /** JSON array of URLs. Null: never given. */
    urls: text("urls", { mode: "json" }).$type<string[]>(),
    /** Signs webhooks that name no secret of their own. `whsec_…`. */
    webhookSecret: text("webhook_secret").notNull(),
    createdAt: integer("created_at").notNull(),
    /** Null: never patched. */
    updatedAt: integer("updated_at"),
    kind: text("kind").$type<OwnerKind>().notNull().default("user"),
    /** Null: it lives. Triggers refuse models and tokens of one that does not. */
    deletedAt: integer("deleted_at"),
    /** The webhook secret before the last rotation, which signs too until then. */
    previousWebhookSecret: text("previous_webhook_secret"),
    previousWebhookSecretUntil: integer("previous_webhook_secret_until"),
  },
  (table) => [index("owners_kind_created_at_id_index").on(table.kind, table.createdAt, table.id)],
);

/** Every username that was ever held, and by whom: one that was given up is not given to somebody else. */
export const usernames = sqliteTable("usernames", {
  username: text("username").primaryKey(),
  ownerId: text("owner_id").notNull(),
});
