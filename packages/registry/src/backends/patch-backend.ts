import { type BackendChanges, updateBackend } from "@headgate/database";
import type { Backend } from "@headgate/shared";

import { changedFields } from "../audit/audit-entry.ts";
import type { RegistryContext } from "../context.ts";
import { patchBackendBody } from "./backend-bodies.ts";
import { backendEntry } from "./backend-entry.ts";
import { checkBackendUrl } from "./check-backend-url.ts";
import { type BackendPath, getOwnVersionKey, noBackend } from "./get-own-version-key.ts";
import { showBackend } from "./show-backend.ts";
import { urlConflict } from "./url-conflict.ts";

/** Changes what the body names. `conflict` for a URL that another backend of the version has. */
export async function patchBackend(
  ctx: RegistryContext,
  input: BackendPath & { body: unknown },
): Promise<Backend> {
  const { versionKey, model } = await getOwnVersionKey(ctx, input, "write");
  const { url, ...rest } = patchBackendBody.parse(input.body);
  const changes: BackendChanges = { ...rest };
  if (url !== undefined) changes.url = checkBackendUrl(url, ctx.urlPolicy);
  const { id, number } = input;
  const update = { versionKey, id, changes, updatedAt: ctx.now() };
  const details = { id, ...changedFields(changes) };
  const audit = backendEntry(ctx, model, { verb: "update", number, details });
  const patched = await updateBackend(ctx.db, update, audit).catch((error: unknown) => {
    throw urlConflict(error, changes.url ?? "");
  });
  if (patched === null) throw noBackend(input);
  return showBackend(patched);
}
