import {
  type BackendChanges,
  type BackendRow,
  findBackend,
  updateBackend,
} from "@headgate/database";
import { type Backend, invalidInput } from "@headgate/shared";
import { checkBackendSettings } from "@headgate/shared/backends";

import { changedFields } from "../audit/audit-entry.ts";
import { dropMissing } from "../bodies/drop-missing.ts";
import type { ProbingContext, SealingContext } from "../context.ts";
import { repeatUntilWritten } from "../repeat-until-written.ts";
import { patchBackendBody } from "./backend-bodies.ts";
import { backendEntry } from "./backend-entry.ts";
import { checkBackendUrl } from "./check-backend-url.ts";
import { type BackendPath, getOwnVersionKey, noBackend } from "./get-own-version-key.ts";
import { checkFinding, readProbeMode } from "./probe-mode.ts";
import { probeServer } from "./probe-server.ts";
import { sealCredentials } from "./seal-credentials.ts";
import { serverOf } from "./server-of.ts";
import { showBackend } from "./show-backend.ts";
import { urlConflict } from "./url-conflict.ts";

/**
 * Changes what the body names. `conflict` for a URL that another backend of the version has; `invalid_input` for one on another host where
 * the credentials are not said anew. A server that may be another is asked what it is first, as when a backend is registered.
 */
export async function patchBackend(
  ctx: ProbingContext,
  input: BackendPath & { body: unknown; query: { probe?: string | null } },
): Promise<Backend> {
  const { versionKey, model } = await getOwnVersionKey(ctx, input, "write");
  const { id, number } = input;
  const mode = readProbeMode(input.query.probe);
  const body = patchBackendBody.parse(input.body);
  const patched = await repeatUntilWritten(ctx, input, async () => {
    const before = await findBackend(ctx.db, { versionKey, id });
    if (before === null) throw noBackend(input);
    const changes = await readChanges(ctx, before, body);
    if (mode !== "skip" && isElsewhere(changes)) {
      const server = serverOf({ ...before, ...changes });
      const { protocol } = before;
      changes.probe = await probeServer(ctx, { versionKey, server, protocol });
      checkFinding(changes.probe, mode);
    }
    const details = { id, ...changedFields(body) };
    const audit = backendEntry(ctx, model, { verb: "update", number, details });
    return updateBackend(ctx.db, { before, changes, updatedAt: audit.at }, audit).catch(
      (error: unknown) => {
        throw urlConflict(error, changes.url ?? "");
      },
    );
  });
  return showBackend(patched);
}

/** Whether another server may answer, or the same in another way. */
function isElsewhere({ url, settings, credentials }: BackendChanges): boolean {
  return url !== undefined || settings !== undefined || credentials !== undefined;
}

async function readChanges(
  ctx: SealingContext,
  before: BackendRow,
  body: ReturnType<typeof patchBackendBody.parse>,
): Promise<BackendChanges> {
  const { url, settings, credentials, ...rest } = body;
  const { id } = before;
  const changes: BackendChanges = dropMissing(rest);
  if (url !== undefined) changes.url = checkBackendUrl(url, ctx.urlPolicy);
  if (settings !== undefined) changes.settings = checkBackendSettings(before.protocol, settings);
  if (credentials === null) changes.credentials = null;
  else if (credentials !== undefined)
    changes.credentials = await sealCredentials(ctx, { id, credentials });
  else if (before.credentials !== null) checkOrigin(before.url, changes.url ?? before.url);
  return changes;
}

/** Who may not see the credentials of a backend must not have them sent to a server of their own. */
function checkOrigin(before: string, after: string): void {
  if (new URL(before).origin === new URL(after).origin) return;
  const message = `the URL moves the backend to ${new URL(after).host}: send \`credentials\` for it, or null for none`;
  throw invalidInput(["body", "credentials"], message);
}
