import { type SQL, and, eq, gte, lt, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { auditLog, usernames } from "../schema/index.ts";

export type AuditRow = typeof auditLog.$inferSelect;

/** What is undefined is not asked for. */
export interface AuditFilter {
  ownerId: string;
  action?: string | undefined;
  /** A name that the actor has or had. */
  actor?: string | undefined;
  target?: string | undefined;
  /** From then on, epoch milliseconds. */
  since?: number | undefined;
  /** Before then. */
  until?: number | undefined;
}

const newestFirst: PageOrder<AuditRow> = {
  name: "audit_log",
  direction: "desc",
  columns: [auditLog.at, auditLog.id],
  keyOf: (row) => [row.at, row.id],
};

/** What was changed in an owner's namespace, newest first. */
export async function listAuditLog(
  db: Database,
  filter: AuditFilter,
  page: PageRequest,
): Promise<RowPage<AuditRow>> {
  const condition = filterCondition(filter);
  return readPage(newestFirst, page, ({ where, orderBy, limit }) =>
    db
      .select()
      .from(auditLog)
      .where(and(condition, where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}

function filterCondition({ ownerId, action, actor, ...rest }: AuditFilter): SQL | undefined {
  const { target, since, until } = rest;
  // Whoever has the database at hand is in no table: it goes by its name.
  const actorId = sql`coalesce((select ${usernames.ownerId} from ${usernames} where ${usernames.username} = ${actor}), ${actor})`;
  return and(
    eq(auditLog.ownerId, ownerId),
    action === undefined ? undefined : eq(auditLog.action, action),
    actor === undefined ? undefined : sql`${auditLog.actorId} = ${actorId}`,
    target === undefined ? undefined : eq(auditLog.target, target),
    since === undefined ? undefined : gte(auditLog.at, since),
    until === undefined ? undefined : lt(auditLog.at, until),
  );
}
