import {
  type AuditEntry,
  type BackendRow,
  countBackends,
  findBackend,
  insertBackend,
  maxBackends,
} from "@headgate/database";
import { type Backend, checkBackendSettings, HeadgateError } from "@headgate/shared";

import type { SealingContext } from "../context.ts";
import { makeOnce } from "../make-once.ts";
import { uuidOf } from "../random-id.ts";
import type { VersionPath } from "../versions/find-living-version.ts";
import { findVersionConfig } from "../versions/find-version-config.ts";
import { createBackendBody } from "./backend-bodies.ts";
import { backendEntry } from "./backend-entry.ts";
import { checkBackendUrl } from "./check-backend-url.ts";
import { firstShard } from "./first-shard.ts";
import { getOwnVersionKey } from "./get-own-version-key.ts";
import { sealCredentials } from "./seal-credentials.ts";
import { showBackend } from "./show-backend.ts";
import { urlConflict } from "./url-conflict.ts";

/** `conflict` for a URL that the version has, and for more than 100 backends. */
export async function createBackend(
  ctx: SealingContext,
  input: VersionPath & { body: unknown },
): Promise<Backend> {
  const { versionKey, model } = await getOwnVersionKey(ctx, input, "write");
  const { credentials = null, ...body } = createBackendBody.parse(input.body);
  const id = uuidOf(ctx.random(16));
  const config = await findVersionConfig(ctx.db, versionKey);
  const backend: BackendRow = {
    ...body,
    ...{ id, versionKey },
    url: checkBackendUrl(body.url, ctx.urlPolicy),
    settings: checkBackendSettings(body.protocol, body.settings),
    credentials: credentials === null ? null : await sealCredentials(ctx, { id, credentials }),
    region: body.region ?? null,
    labels: body.labels ?? {},
    ...{ shard: config === null ? 0 : firstShard(config), nextShard: null, probe: null },
    createdAt: ctx.now(),
    updatedAt: null,
  };
  const change = { verb: "create", number: input.number, details: { id } };
  const made = await makeOnce(
    () => make(ctx, backend, backendEntry(ctx, model, change)),
    () => findBackend(ctx.db, backend),
  );
  return showBackend(made);
}

async function make(
  { db }: SealingContext,
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
