import { toWireTime, type WebhookSecret } from "@headgate/shared";

import { requireScope } from "../access/require-scope.ts";
import type { RegistryContext } from "../context.ts";
import { getOwnOwner } from "./get-own-owner.ts";

/** The secret that signs the caller's webhooks where they name none. Needs scope `write`. */
export async function getWebhookSecret(ctx: RegistryContext): Promise<WebhookSecret> {
  const owner = await getOwnOwner(ctx, requireScope(ctx, "write"));
  const { webhookSecret: key, previousWebhookSecretUntil: until } = owner;
  const hasPrevious = until !== null && until > ctx.now();
  return { key, previous_key_until: hasPrevious ? toWireTime(until) : null };
}
