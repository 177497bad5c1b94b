import { deleteRegistryCredentials } from "@headgate/database";

import { requireScope } from "../access/require-scope.ts";
import type { RegistryContext } from "../context.ts";
import { noRegistry, readHost } from "./read-host.ts";

/** Forgets the actor's credentials for a registry. */
export async function deleteRegistry(ctx: RegistryContext, input: { host: string }): Promise<void> {
  const { ownerId } = requireScope(ctx, "write");
  const host = readHost(input.host);
  if (!(await deleteRegistryCredentials(ctx.db, { ownerId, host }))) throw noRegistry(host);
}
