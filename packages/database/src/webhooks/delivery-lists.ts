import { type SQL, and, eq, gte, lt, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import { nameFiltered } from "../pages/cursor.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { webhookDeliveries } from "../schema/index.ts";
import type { DeliveryState } from "../schema/webhook-deliveries.ts";
import type { DeliveryRow } from "./webhook-deliveries.ts";

/** What is undefined is not asked for. */
export interface DeliveryFilter {
  ownerId: string;
  predictionId?: string | undefined;
  endpointId?: string | undefined;
  state?: DeliveryState | undefined;
  event?: string | undefined;
  /** Made then or later, epoch milliseconds. */
  from?: number | undefined;
  /** Made before then. */
  to?: number | undefined;
}

const { createdAt, id } = webhookDeliveries;

/** An owner's deliveries, newest first. */
export async function listDeliveries(
  db: Database,
  filter: DeliveryFilter,
  page: PageRequest,
): Promise<RowPage<DeliveryRow>> {
  const order: PageOrder<DeliveryRow> = {
    name: nameFiltered("webhook_deliveries", filter),
    direction: "desc",
    columns: [createdAt, id],
    keyOf: (row) => [row.createdAt, row.id],
  };
  return readPage(order, page, ({ where, orderBy, limit }) =>
    db
      .select()
      .from(webhookDeliveries)
      .where(and(isWanted(filter), where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}

export function isWanted(filter: DeliveryFilter): SQL | undefined {
  const { ownerId, predictionId, endpointId, state, event, from, to } = filter;
  const table = webhookDeliveries;
  return and(
    eq(table.ownerId, ownerId),
    predictionId === undefined ? undefined : isOf(predictionId),
    endpointId === undefined ? undefined : eq(table.endpointId, endpointId),
    // Written out, for the index of those that are dead.
    state === undefined ? undefined : sql`${table.state} = ${sql.raw(`'${state}'`)}`,
    event === undefined ? undefined : eq(table.event, event),
    from === undefined ? undefined : gte(createdAt, from),
    to === undefined ? undefined : lt(createdAt, to),
  );
}

/** By the primary key: there is no index for it. `` ` `` follows `_`. */
function isOf(predictionId: string): SQL {
  return sql`${id} > ${`msg_${predictionId}_`} and ${id} < ${`msg_${predictionId}\``}`;
}
