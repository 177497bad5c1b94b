import { rotateWebhookSecret as rotateRow } from "@headgate/database";
import { createWebhookSecret, toWireTime, type WebhookSecret } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { RegistryContext } from "../context.ts";
import { rotateSecretBody } from "../webhooks/endpoint-bodies.ts";
import { getOwnOwner } from "./get-own-owner.ts";

/** Gives the caller another secret for webhooks that name none. The one before signs too, for as long as the body says. */
export async function rotateWebhookSecret(
  ctx: RegistryContext,
  input: { body: unknown },
): Promise<WebhookSecret> {
  const owner = await getOwnOwner(ctx, requireOwnPermission(ctx, "manage"));
  const { keep_previous_s: keptS } = rotateSecretBody.parse(input.body);
  const { id, kind, username: target } = owner;
  const secret = createWebhookSecret(ctx.random(32));
  const now = ctx.now();
  const previousUntil = now + keptS * 1000;
  const audit = auditEntry(ctx, {
    ...{ kind, verb: "rotate_webhook_secret", ownerId: id, target },
    details: { keep_previous_s: keptS },
  });
  await rotateRow(ctx.db, { id, secret, previousUntil, updatedAt: now }, audit);
  return {
    key: secret,
    previous_key_until: keptS === 0 ? null : toWireTime(previousUntil),
  };
}
