import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { inject } from "vitest";

import { type Group, spawnGroup } from "../system/spawn-group.ts";

const installation = inject("dockerRegistry");

/** False where this machine has no registry to test against. */
export const hasRegistry = "path" in installation;

/** Debian's `docker-registry`, on loopback. */
export interface Registry {
  /** `127.0.0.1:40123` */
  host: string;
  /** Puts other bytes where it keeps a manifest or a blob, as a broken disk would. */
  damage(digest: string, bytes: string): Promise<void>;
  /** Kills it; its content is gone. */
  stop(): Promise<void>;
}

/** `auth` is the section of its configuration, as YAML in JSON. Files named in it are written beside it first. */
export interface RegistryOptions {
  auth?: object;
  files?: Record<string, string>;
}

/** Starts one of its own, empty. `auth` may name its files as `FOLDER/…`. */
export async function startRegistry({ auth, files = {} }: RegistryOptions = {}): Promise<Registry> {
  if (!("path" in installation)) throw new Error("there is no registry to start");
  const folder = await mkdtemp(join(tmpdir(), "headgate-registry-"));
  const config = {
    version: 0.1,
    log: { level: "info", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, "content") } },
    http: { addr: "127.0.0.1:0" },
    ...(auth === undefined ? {} : { auth }),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  // JSON is YAML.
  const text = JSON.stringify(config).replaceAll("FOLDER", folder);
  await writeFile(join(folder, "config.yml"), text);
  const group = spawnGroup(["serve", join(folder, "config.yml")], { program: installation.path });
  return {
    host: await readHost(group),
    damage: (digest, bytes) => writeFile(blobPath(folder, digest), bytes),
    async stop() {
      await group.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function blobPath(folder: string, digest: string): string {
  const hex = digest.slice("sha256:".length);
  const blobs = join(folder, "content/docker/registry/v2/blobs/sha256");
  return join(blobs, hex.slice(0, 2), hex, "data");
}

/** The system gives it a port, which it says. */
async function readHost(group: Group): Promise<string> {
  await group.says("listening on ");
  const [, host] = /listening on ([0-9.:]+)/.exec(group.err()) ?? [];
  if (host === undefined) throw new Error(`it does not say where it listens: ${group.err()}`);
  return host;
}
