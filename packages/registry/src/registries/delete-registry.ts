import { deleteRegistryCredentials } from "@headgate/database";

import { requireOwnPermission } from "../access/require-permission.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { RegistryContext } from "../context.ts";
import { noRegistry, readHost } from "./read-host.ts";

/** Forgets the actor's credentials for a registry. */
export async function deleteRegistry(ctx: RegistryContext, input: { host: string }): Promise<void> {
  const { ownerId } = requireOwnPermission(ctx, "manage");
  const host = readHost(input.host);
  const audit = auditEntry(ctx, { kind: "registry", verb: "delete", ownerId, target: host });
  const isGone = await deleteRegistryCredentials(ctx.db, { ownerId, host }, audit);
  if (!isGone) throw noRegistry(host);
}
