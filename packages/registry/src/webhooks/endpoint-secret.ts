import { createWebhookSecret } from "@headgate/shared";

import type { SealingContext } from "../context.ts";
import { sealText } from "../secrets/sealed-text.ts";

/** A secret for the endpoint, as its owner gets it and as it is stored. */
export async function drawEndpointSecret(
  { random, sealingKey }: Pick<SealingContext, "random" | "sealingKey">,
  id: string,
): Promise<{ secret: string; sealedSecret: string }> {
  const secret = createWebhookSecret(random(32));
  const sealing = { key: await sealingKey(), random };
  return { secret, sealedSecret: await sealText(sealing, secret, placeOfEndpoint(id)) };
}

/** For `sealText`: of all secrets that the endpoint has or had. */
export function placeOfEndpoint(id: string): string {
  return `webhook_endpoints ${id}`;
}
