import { sql } from "drizzle-orm";

import { owners, versionCards } from "../schema/index.ts";

/** When a version was deleted and by whom, for a query that has `version_cards`. */
export const deletionColumns = {
  deletedAt: versionCards.deletedAt,
  /** Username; null where it was no owner. */
  deletedBy: sql<string | null>`coalesce(
    (select actor_name from version_transitions where version_key = ${versionCards.versionKey} and to_status = 'deleted'),
    (select ${owners.username} from ${owners} where ${owners.id} = ${versionCards.deletedBy})
  )`,
};
