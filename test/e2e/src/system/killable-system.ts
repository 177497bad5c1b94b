import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { createClient, type Client } from "./client.ts";
import { findFreePort } from "./free-port.ts";
import { spawnGroup, type Group } from "./spawn-group.ts";

const program = fileURLToPath(new URL("run-system.ts", import.meta.url));

/** The whole runtime in processes of its own, which can be killed and started again on the same state and port. */
export interface KillableSystem {
  stateFolder: string;
  url: string;
  token: string;
  client: Client;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Kills it and deletes its state. */
  remove(): Promise<void>;
}

export async function startKillableSystem(): Promise<KillableSystem> {
  const stateFolder = await mkdtemp(join(tmpdir(), "headgate-e2e-"));
  const port = await findFreePort();
  let group: Group | null = null;
  const start = async (): Promise<void> => {
    const env = { NODE_COMPILE_CACHE: join(stateFolder, "compiled") };
    group = spawnGroup([program, stateFolder, String(port)], { env });
    await group.says("ready");
  };
  await start();
  const token = (await readFile(join(stateFolder, "token"), "utf8")).trim();
  const url = `http://127.0.0.1:${port}`;
  return {
    stateFolder,
    url,
    token,
    client: createClient(url, token),
    start,
    kill: async () => group?.kill(),
    async remove() {
      await group?.kill();
      await rm(stateFolder, { recursive: true, force: true });
    },
  };
}
