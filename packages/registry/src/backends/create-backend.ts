import {
  type AuditEntry,
  type BackendRow,
  countBackends,
  findBackend,
  insertBackend,
  maxBackends,
} from "@headgate/database";
import { type Backend, HeadgateError } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { makeOnce } from "../make-once.ts";
import { uuidOf } from "../random-id.ts";
import type { VersionPath } from "../versions/find-living-version.ts";
import { createBackendBody } from "./backend-bodies.ts";
import { backendEntry } from "./backend-entry.ts";
import { checkBackendUrl } from "./check-backend-url.ts";
import { getOwnVersionKey } from "./get-own-version-key.ts";
import { showBackend } from "./show-backend.ts";
import { urlConflict } from "./url-conflict.ts";

/** `conflict` for a URL that the version has, and for more than 100 backends. */
export async function createBackend(
  ctx: RegistryContext,
  input: VersionPath & { body: unknown },
): Promise<Backend> {
  const { versionKey, model } = await getOwnVersionKey(ctx, input, "write");
  const { url, ...rest } = createBackendBody.parse(input.body);
  const backend: BackendRow = {
    ...rest,
    id: uuidOf(ctx.random(16)),
    versionKey,
    ...{ region: null, labels: {}, settings: null, credentials: null, shard: 0 },
    url: checkBackendUrl(url, ctx.urlPolicy),
    createdAt: ctx.now(),
    updatedAt: null,
  };
  const change = { verb: "create", number: input.number, details: { id: backend.id } };
  const made = await makeOnce(
    () => make(ctx, backend, backendEntry(ctx, model, change)),
    () => findBackend(ctx.db, backend),
  );
  return showBackend(made);
}

async function make(
  { db }: RegistryContext,
  backend: BackendRow,
  audit: AuditEntry,
): Promise<BackendRow> {
  if ((await countBackends(db, backend.versionKey)) >= maxBackends) {
    throw new HeadgateError("conflict", `a version has at most ${maxBackends} backends`);
  }
  try {
    await insertBackend(db, backend, audit);
  } catch (error) {
    throw urlConflict(error, backend.url);
  }
  return backend;
}
