import { findEndpoint, rotateEndpointSecret as rotateRow } from "@headgate/database";
import type { CreatedWebhookEndpoint } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { SealingContext } from "../context.ts";
import { rotateSecretBody } from "./endpoint-bodies.ts";
import { noEndpoint } from "./endpoint-refusals.ts";
import { drawEndpointSecret } from "./endpoint-secret.ts";
import { showEndpoint } from "./show-endpoint.ts";

/** Gives one of the caller's a secret, which is shown this once. The one before signs too, for as long as the body says. */
export async function rotateEndpointSecret(
  ctx: SealingContext,
  { id, ...input }: { id: string; body: unknown },
): Promise<CreatedWebhookEndpoint> {
  const { ownerId } = requireOwnPermission(ctx, "manage");
  const { keep_previous_s: keptS } = rotateSecretBody.parse(input.body);
  const { secret, sealedSecret } = await drawEndpointSecret(ctx, id);
  const now = ctx.now();
  const rotation = { sealedSecret, previousUntil: now + keptS * 1000, updatedAt: now };
  const audit = auditEntry(ctx, {
    ...{ kind: "webhook_endpoint", verb: "rotate", ownerId, target: id },
    details: { keep_previous_s: keptS },
  });
  await rotateRow(ctx.db, { ownerId, id, ...rotation }, audit);
  const row = await findEndpoint(ctx.db, { ownerId, id });
  if (row === null) throw noEndpoint(id);
  return { ...showEndpoint(row, now), secret };
}
