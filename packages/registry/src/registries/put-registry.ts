import { upsertRegistryCredentials } from "@headgate/database";
import type { Registry } from "@headgate/shared";

import { requireScope } from "../access/require-scope.ts";
import type { SealingContext } from "../context.ts";
import { sealText } from "../secrets/sealed-text.ts";
import { placeOf } from "./open-registry.ts";
import { readHost } from "./read-host.ts";
import { registryBody } from "./registry-body.ts";
import { showRegistry } from "./show-registry.ts";

/** Keeps the actor's credentials for a registry, in the place of those it had. */
export async function putRegistry(
  ctx: SealingContext,
  input: { host: string; body: unknown },
): Promise<Registry> {
  const { ownerId } = requireScope(ctx, "write");
  const host = readHost(input.host);
  const { username, password } = registryBody.parse(input.body);
  const sealing = { key: await ctx.sealingKey(), random: ctx.random };
  const sealedPassword = await sealText(sealing, password, placeOf({ ownerId, host }));
  const credentials = { ownerId, host, username, sealedPassword, createdAt: ctx.now() };
  return showRegistry(await upsertRegistryCredentials(ctx.db, credentials));
}
