import { findDelivery, replayDelivery as replayRow } from "@headgate/database";
import { HeadgateError, type WebhookDelivery } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import type { RegistryContext } from "../context.ts";
import { uuidOf } from "../random-id.ts";
import { noDelivery } from "./get-delivery.ts";
import { showDelivery } from "./show-delivery.ts";

/**
 * Has one of the caller's sent again, with the same id and body, and all its retries before it. One that is about to be sent, or is being,
 * stays as it is: of many replays at once one counts. `conflict` for one whose body was removed.
 */
export async function replayDelivery(
  ctx: RegistryContext,
  { id }: { id: string },
): Promise<WebhookDelivery> {
  const { ownerId } = requireOwnPermission(ctx, "manage");
  const replay = { replayId: uuidOf(ctx.random(16)), at: ctx.now() };
  await replayRow(ctx.db, { ownerId, id, ...replay });
  const row = await findDelivery(ctx.db, id, ownerId);
  if (row === null) throw noDelivery(id);
  if (row.body !== null) return showDelivery(row);
  const message = `the body of ${id} was removed: there is nothing left to send`;
  throw new HeadgateError("conflict", message);
}
