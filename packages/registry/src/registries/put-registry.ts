import { upsertRegistryCredentials } from "@headgate/database";
import type { Registry } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { SealingContext } from "../context.ts";
import { sealText } from "../secrets/sealed-text.ts";
import { placeOf } from "./open-registry.ts";
import { noRegistry, readHost } from "./read-host.ts";
import { registryBody } from "./registry-body.ts";
import { showRegistry } from "./show-registry.ts";

/** Keeps the actor's credentials for a registry, in the place of those it had. */
export async function putRegistry(
  ctx: SealingContext,
  input: { host: string; body: unknown },
): Promise<Registry> {
  const { ownerId } = requireOwnPermission(ctx, "manage");
  const host = readHost(input.host);
  const { username, password } = registryBody.parse(input.body);
  const sealing = { key: await ctx.sealingKey(), random: ctx.random };
  const sealedPassword = await sealText(sealing, password, placeOf({ ownerId, host }));
  const credentials = { ownerId, host, username, sealedPassword, createdAt: ctx.now() };
  const audit = auditEntry(ctx, {
    ...{ kind: "registry", verb: "put", ownerId, target: host },
    details: { username },
  });
  const put = await upsertRegistryCredentials(ctx.db, credentials, audit);
  if (put === null) throw noRegistry(host);
  return showRegistry(put);
}
