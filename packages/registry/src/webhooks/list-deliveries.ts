import { listDeliveries as listRows, readPageRequest } from "@headgate/database";
import type { WebhookDelivery } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import { type DeliveryQuery, readDeliveryFilter } from "./delivery-query.ts";
import { showDelivery } from "./show-delivery.ts";

/** The caller's, newest first; of an organization for its admins, since URLs and answers may be secret. */
export async function listDeliveries(
  ctx: RegistryContext,
  input: { query: DeliveryQuery },
): Promise<CursorPage<WebhookDelivery>> {
  const { ownerId } = requireOwnPermission(ctx, "inspect");
  const filter = readDeliveryFilter(input.query, ownerId, "query");
  return toCursorPage(await listRows(ctx.db, filter, readPageRequest(input.query)), showDelivery);
}
