import { randomBytes } from "node:crypto";
import { access, constants, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import type { Secrets } from "./runtime.ts";

/** A failure that its sentence explains: shown without a stack. */
export class StartError extends Error {}

/** What `npm start` keeps between starts. Open in one process at a time. */
export interface StateFolder {
  path: string;
  secrets: Secrets;
  tokenPath: string;
  close(): void;
}

/** Creates the folder where it is missing. Throws StartError where it cannot be used, or is in use. */
export async function openStateFolder(path: string): Promise<StateFolder> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(`The state folder ${path} cannot be used: ${reasonOf(error)}.`);
  }
  const lock = lockFolder(path);
  return {
    path,
    secrets: {
      callback: await readOrCreate(join(path, "callback-secret"), createSecret),
      encryption: await readOrCreate(join(path, "encryption-secret"), createSecret),
    },
    tokenPath: join(path, "token"),
    close: () => lock.close(),
  };
}

/** An exclusive SQLite lock: the system drops it with the process, however that ends. */
function lockFolder(path: string): DatabaseSync {
  try {
    const lock = new DatabaseSync(join(path, "lock"));
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    if (String(error).includes("locked")) {
      throw new StartError(
        `Headgate is already running on ${path}. Stop it, or set HEADGATE_STATE to another folder.`,
      );
    }
    throw new StartError(
      `The state folder ${path} is broken: ${reasonOf(error)}. Move it away to start afresh.`,
    );
  }
}

function createSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Reads a secret of a line, made on the first start and readable by its owner only. */
async function readOrCreate(path: string, create: () => string): Promise<string> {
  try {
    const text = (await readFile(path, "utf8")).trim();
    if (text !== "") return text;
  } catch (error) {
    if (!isMissing(error)) throw new StartError(`${path} cannot be read: ${reasonOf(error)}.`);
  }
  const secret = create();
  await writeFile(path, `${secret}\n`, { mode: 0o600 });
  return secret;
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
