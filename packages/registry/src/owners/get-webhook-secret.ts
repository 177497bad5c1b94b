import { requireScope } from "../access/require-scope.ts";
import type { RegistryContext } from "../context.ts";
import { getOwnOwner } from "./get-own-owner.ts";

/** The secret that signs the caller's webhooks where they name none. Needs scope `write`. */
export async function getWebhookSecret(ctx: RegistryContext): Promise<{ key: string }> {
  const owner = await getOwnOwner(ctx, requireScope(ctx, "write"));
  return { key: owner.webhookSecret };
}
