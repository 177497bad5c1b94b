import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { findFreePort } from "./free-port.ts";
import { spawnGroup, type Group } from "./spawn-group.ts";

const program = fileURLToPath(new URL("../../../../infra/local/src/start.ts", import.meta.url));

/** A folder to start in, with a port and a state folder that does not exist yet. */
export interface Place {
  folder: string;
  stateFolder: string;
  /** A number, but where a test wants it wrong. */
  port: number | string;
  remove(): Promise<void>;
}

export async function createPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "headgate-start-"));
  return {
    folder,
    stateFolder: join(folder, "state"),
    port: await findFreePort(),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What `npm start` runs, in a group of its own. */
export function npmStart({ folder, stateFolder, port }: Omit<Place, "remove">): Group {
  const env = { PORT: String(port), HEADGATE_STATE: stateFolder };
  return spawnGroup([program], { env, cwd: folder });
}

/** What a start that fails wrote on stderr, and its exit code. */
export async function failStart(
  place: Omit<Place, "remove">,
): Promise<{ code: unknown; err: string }> {
  const group = npmStart(place);
  const [code] = (await once(group.child, "close")) as [number | null];
  return { code, err: group.err().trim() };
}

/** Runs the command that a start printed, as somebody who pastes it into a shell. Gives what it wrote. */
export async function runPrinted(group: Group, { folder }: Place): Promise<string> {
  const [, command = ""] =
    /it saves boat-4x\.png\):\n([\s\S]*?)\n\nLogs are in/.exec(group.out()) ?? [];
  const { stdout, stderr } = await promisify(execFile)("bash", ["-c", command], { cwd: folder });
  return stdout + stderr;
}

/** Whether any process of the group is left. One that has ended and waits for its parent to notice does not count. */
export function isAlive({ child }: Group): boolean {
  if (existsSync("/proc/self/stat"))
    return readdirSync("/proc").some((pid) => isOf(pid, child.pid));
  try {
    return child.pid !== undefined && process.kill(-child.pid, 0);
  } catch {
    return false;
  }
}

/** By Linux's /proc: `pid (name) state parent group …`. */
function isOf(pid: string, group: number | undefined): boolean {
  if (!/^\d+$/.test(pid)) return false;
  try {
    const [state, , pgrp] = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return state !== "Z" && Number(pgrp) === group;
  } catch {
    // It ended meanwhile.
    return false;
  }
}
