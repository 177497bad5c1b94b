import { randomBytes } from "node:crypto";
import { chmod, readFile, writeFile } from "node:fs/promises";

import { findOwnerByName, type Database } from "@headgate/database";
import {
  authenticate,
  createOwner,
  createToken,
  operator,
  type RegistryContext,
} from "@headgate/registry";

import { isMissing } from "./state-folder.ts";

export const demoOwner = "john";

/**
 * The owner that the first start makes, and a random admin token of its, which is kept in a file that only the user can read. A
 * missing or strange token is replaced by a new one.
 */
export async function seedOwner(
  db: Database,
  tokenPath: string,
): Promise<{ token: string; isNew: boolean }> {
  const ctx: RegistryContext = {
    db,
    actor: operator,
    requestId: null,
    now: () => Date.now(),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    urlPolicy: { allowPrivate: true, ownHosts: [] },
  };
  if ((await findOwnerByName(db, demoOwner)) === null) {
    await createOwner(ctx, { body: { username: demoOwner } });
  }
  const kept = await readToken(tokenPath);
  if (kept !== null && (await authenticate(ctx, kept)).actor !== null) {
    await chmod(tokenPath, 0o600);
    return { token: kept, isNew: false };
  }
  const body = { name: "npm start", scopes: ["admin"], username: demoOwner };
  const { token } = await createToken(ctx, { body });
  await writeFile(tokenPath, `${token}\n`, { mode: 0o600 });
  return { token, isNew: true };
}

async function readToken(path: string): Promise<string | null> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
