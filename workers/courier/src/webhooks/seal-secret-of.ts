import { sealCallSecret } from "@headgate/registry";

import { drawRandom, openSealingKey } from "../open-sealing.ts";
import type { Announced } from "./announced.ts";

/** The secret that the call gave for its webhook, as deliveries carry it; null where it gave none. */
export async function sealSecretOf(
  { id, webhook: { secret } }: Pick<Announced, "id" | "webhook">,
  env: Env,
): Promise<string | null> {
  if (secret === null) return null;
  const sealing = { key: await openSealingKey(env), random: drawRandom };
  return sealCallSecret(sealing, id, secret);
}
