import { type BackendChanges, updateBackend } from "@headgate/database";
import type { Backend } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { patchBackendBody } from "./backend-bodies.ts";
import { checkBackendUrl } from "./check-backend-url.ts";
import { type BackendPath, getOwnVersionKey, noBackend } from "./get-own-version-key.ts";
import { showBackend } from "./show-backend.ts";
import { urlConflict } from "./url-conflict.ts";

/** Changes what the body names. `conflict` for a URL that another backend of the version has. */
export async function patchBackend(
  ctx: RegistryContext,
  input: BackendPath & { body: unknown },
): Promise<Backend> {
  const versionKey = await getOwnVersionKey(ctx, input, "write");
  const { url, ...rest } = patchBackendBody.parse(input.body);
  const changes: BackendChanges = { ...rest };
  if (url !== undefined) changes.url = checkBackendUrl(url, ctx.urlPolicy);
  const update = { versionKey, id: input.id, changes, updatedAt: ctx.now() };
  const patched = await updateBackend(ctx.db, update).catch((error: unknown) => {
    throw urlConflict(error, changes.url ?? "");
  });
  if (patched === null) throw noBackend(input);
  return showBackend(patched);
}
