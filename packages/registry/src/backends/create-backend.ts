import {
  type AuditEntry,
  type BackendRow,
  countBackends,
  findBackend,
  insertBackend,
  maxBackends,
} from "@headgate/database";
import { type Backend, HeadgateError } from "@headgate/shared";

import type { ProbingContext } from "../context.ts";
import { makeOnce } from "../make-once.ts";
import { uuidOf } from "../random-id.ts";
import type { VersionPath } from "../versions/find-living-version.ts";
import { findVersionConfig } from "../versions/find-version-config.ts";
import { createBackendBody } from "./backend-bodies.ts";
import { backendEntry } from "./backend-entry.ts";
import { checkBackendUrl } from "./check-backend-url.ts";
import { findServer } from "./find-server.ts";
import { firstShard } from "./first-shard.ts";
import { getOwnVersionKey } from "./get-own-version-key.ts";
import { readProbeMode } from "./probe-mode.ts";
import { sealCredentials } from "./seal-credentials.ts";
import { showBackend } from "./show-backend.ts";
import { urlConflict } from "./url-conflict.ts";

/**
 * Points a version at a server, once that has been asked what it is: see `probeModes`. Without a protocol it is what the server speaks.
 * `conflict` for a URL that the version has, and for more than 100 backends; `invalid_input` with every difference for a server that
 * speaks another protocol or has other schemas than the version.
 */
export async function createBackend(
  ctx: ProbingContext,
  input: VersionPath & { body: unknown; query: { probe?: string | null } },
): Promise<Backend> {
  const { versionKey, model } = await getOwnVersionKey(ctx, input, "write");
  const mode = readProbeMode(input.query.probe);
  const { credentials = null, ...body } = createBackendBody.parse(input.body);
  const id = uuidOf(ctx.random(16));
  const config = await findVersionConfig(ctx.db, versionKey);
  const place = {
    ...{ id, versionKey },
    url: checkBackendUrl(body.url, ctx.urlPolicy),
    credentials: credentials === null ? null : await sealCredentials(ctx, { id, credentials }),
  };
  const createdAt = ctx.now();
  const change = { verb: "create", number: input.number, details: { id } };
  const made = await makeOnce(
    async () => {
      const server = await findServer(ctx, mode, { ...body, ...place });
      const backend: BackendRow = {
        ...body,
        ...place,
        ...server,
        region: body.region ?? null,
        labels: body.labels ?? {},
        ...{ shard: config === null ? 0 : firstShard(config), nextShard: null },
        ...{ createdAt, updatedAt: null },
      };
      return make(ctx, backend, backendEntry(ctx, model, change));
    },
    () => findBackend(ctx.db, place),
  );
  return showBackend(made);
}

async function make(
  { db }: ProbingContext,
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
