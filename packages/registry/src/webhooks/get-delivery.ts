import { findDelivery, listAttempts } from "@headgate/database";
import { HeadgateError, type Payload, type WebhookDeliveryWithAttempts } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import type { RegistryContext } from "../context.ts";
import { showAttempt, showDelivery } from "./show-delivery.ts";

/** One of the caller's with all attempts; its body by reference, null where it was removed. */
export async function getDelivery(
  ctx: RegistryContext,
  { id }: { id: string },
): Promise<{ shown: Omit<WebhookDeliveryWithAttempts, "body">; body: Payload | null }> {
  const { ownerId } = requireOwnPermission(ctx, "inspect");
  const row = await findDelivery(ctx.db, id, ownerId);
  if (row === null) throw noDelivery(id);
  const attempts = await listAttempts(ctx.db, id);
  return { shown: { ...showDelivery(row), attempts: attempts.map(showAttempt) }, body: row.body };
}

export function noDelivery(id: string): HeadgateError {
  return new HeadgateError("not_found", `you have no webhook delivery ${id}`);
}
