import { findBackend } from "@headgate/database";
import type { Backend } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { type BackendPath, getOwnVersionKey, noBackend } from "./get-own-version-key.ts";
import { showBackend } from "./show-backend.ts";

/** Only the owner sees where predictions run. */
export async function getBackend(ctx: RegistryContext, input: BackendPath): Promise<Backend> {
  const { versionKey } = await getOwnVersionKey(ctx, input, "read");
  const backend = await findBackend(ctx.db, { versionKey, id: input.id });
  if (backend === null) throw noBackend(input);
  return showBackend(backend);
}
