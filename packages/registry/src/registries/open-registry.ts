import { findRegistryCredentials } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import type { SealingContext } from "../context.ts";
import { openText } from "../secrets/sealed-text.ts";

/** Null: the owner has stored none for the registry. `unavailable` where they were encrypted with another secret than today's. */
export async function openRegistry(
  ctx: Pick<SealingContext, "db" | "sealingKey">,
  { ownerId, host }: { ownerId: string; host: string },
): Promise<{ username: string; password: string } | null> {
  const row = await findRegistryCredentials(ctx.db, { ownerId, host });
  if (row === null) return null;
  const place = placeOf({ ownerId, host });
  const password = await openText({ key: await ctx.sealingKey() }, row.sealedPassword, place);
  if (password !== null) return { username: row.username, password };
  const message = `the credentials for ${host} cannot be decrypted any more: store them again with PUT /v1/registries/${host}`;
  throw new HeadgateError("unavailable", message);
}

export function placeOf({ ownerId, host }: { ownerId: string; host: string }): string {
  return `registry_credentials ${ownerId} ${host}`;
}
