import type { BackendRow } from "@headgate/database";
import { checkBackendSettings } from "@headgate/shared/backends";

import type { ProbingContext } from "../context.ts";
import type { createBackendBody } from "./backend-bodies.ts";
import { checkFinding, type ProbeMode } from "./probe-mode.ts";
import { probeServer } from "./probe-server.ts";
import { serverOf } from "./server-of.ts";

type Wanted = Omit<ReturnType<typeof createBackendBody.parse>, "credentials"> &
  Pick<BackendRow, "id" | "versionKey" | "credentials">;

/** What is taken to be spoken where nothing is said or found. */
const defaultProtocol = "cog";

/** What is to be spoken with the server, and what it answered. One that names a single model need not be told which. */
export async function findServer(
  ctx: ProbingContext,
  mode: ProbeMode,
  { versionKey, protocol: said, ...wanted }: Wanted,
): Promise<Pick<BackendRow, "protocol" | "settings" | "probe">> {
  // Settings that the protocol has no use for are told before anybody is asked.
  let settings =
    said === undefined ? (wanted.settings ?? null) : checkBackendSettings(said, wanted.settings);
  if (mode === "skip") {
    const protocol = said ?? defaultProtocol;
    return { protocol, settings: checkBackendSettings(protocol, settings), probe: null };
  }
  const server = serverOf({ ...wanted, settings });
  const probe = await probeServer(ctx, { versionKey, server, protocol: said ?? null });
  checkFinding(probe, mode);
  const protocol = said ?? probe.protocol ?? defaultProtocol;
  const [model, ...others] = probe.models;
  if (
    protocol === "open-inference" &&
    settings === null &&
    others.length === 0 &&
    model !== undefined
  ) {
    settings = { model };
  }
  return { protocol, settings: checkBackendSettings(protocol, settings), probe };
}
