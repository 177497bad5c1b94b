import { touchToken } from "@headgate/database";

import type { RegistryContext } from "../context.ts";

/** Uses closer together are noted once. */
export const useIntervalMs = 60_000;

/** Notes that the token was used now, unless that was noted within the last minute. */
export async function noteTokenUse(
  { db, now }: Pick<RegistryContext, "db" | "now">,
  input: { tokenId: string },
): Promise<void> {
  const usedAt = now();
  await touchToken(db, { id: input.tokenId, usedAt, since: usedAt - useIntervalMs });
}
