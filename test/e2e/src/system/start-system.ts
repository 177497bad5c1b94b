import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { seedOwner, startRuntime, type Runtime } from "@headgate/local";

import { createClient, type Client } from "./client.ts";
import { findFreePort } from "./free-port.ts";
import { testSecrets } from "./test-secrets.ts";

/** All Workers in one runtime with an empty state of its own, and a client that is its owner. */
export interface System {
  runtime: Runtime;
  client: Client;
  token: string;
  stateFolder: string;
  /** What the Workers logged so far. */
  log: string[];
  stop(): Promise<void>;
}

export async function startSystem(): Promise<System> {
  const stateFolder = await mkdtemp(join(tmpdir(), "headgate-e2e-"));
  const log: string[] = [];
  const runtime = await startRuntime({
    port: await findFreePort(),
    stateFolder,
    secrets: testSecrets,
    onLog: (line) => log.push(line),
  });
  const { token } = await seedOwner(runtime.db, join(stateFolder, "token"));
  return {
    runtime,
    client: createClient(runtime.url, token),
    token,
    stateFolder,
    log,
    async stop() {
      await runtime.stop();
      await rm(stateFolder, { recursive: true, force: true });
    },
  };
}
