import { findEndpoint } from "@headgate/database";
import type { WebhookEndpoint } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import type { RegistryContext } from "../context.ts";
import { noEndpoint } from "./endpoint-refusals.ts";
import { showEndpoint } from "./show-endpoint.ts";

/** One of the caller's. */
export async function getEndpoint(
  ctx: RegistryContext,
  { id }: { id: string },
): Promise<WebhookEndpoint> {
  const { ownerId } = requireOwnPermission(ctx, "inspect");
  const row = await findEndpoint(ctx.db, { ownerId, id });
  if (row === null) throw noEndpoint(id);
  return showEndpoint(row, ctx.now());
}
