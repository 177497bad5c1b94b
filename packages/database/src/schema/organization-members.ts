import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

import type { Role } from "@headgate/shared";

import { owners } from "./owners.ts";

/** Users in organizations. An organization that lives has an admin: the statements that write here see to it. */
export const organizationMembers = sqliteTable(
  "organization_members",
  {
    organizationId: text("organization_id")
      .notNull()
      .references(() => owners.id),
    userId: text("user_id")
      .notNull()
      .references(() => owners.id),
    role: text("role").$type<Role>().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    index("organization_members_joined_index").on(
      table.organizationId,
      table.createdAt,
      table.userId,
    ),
    index("organization_members_user_id_index").on(
      table.userId,
      table.createdAt,
      table.organizationId,
    ),
  ],
);
