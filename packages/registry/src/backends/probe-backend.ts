import { findBackend, updateProbe } from "@headgate/database";
import type { Backend } from "@headgate/shared";

import type { ProbingContext } from "../context.ts";
import { type BackendPath, getOwnVersionKey, noBackend } from "./get-own-version-key.ts";
import { probeServer } from "./probe-server.ts";
import { serverOf } from "./server-of.ts";
import { showBackend } from "./show-backend.ts";

/** Asks a backend again what it is, and keeps what it answered, whatever that is. */
export async function probeBackend(ctx: ProbingContext, input: BackendPath): Promise<Backend> {
  const { versionKey } = await getOwnVersionKey(ctx, input, "write");
  const backend = await findBackend(ctx.db, { versionKey, id: input.id });
  if (backend === null) throw noBackend(input);
  const { protocol } = backend;
  const probe = await probeServer(ctx, { versionKey, server: serverOf(backend), protocol });
  await updateProbe(ctx.db, backend, probe);
  return showBackend({ ...backend, probe });
}
