import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { StartError } from "./state-folder.ts";

export const repositoryFolder = fileURLToPath(new URL("../../../", import.meta.url));

export interface Settings {
  port: number;
  stateFolder: string;
}

/** `PORT` (8787) and `HEADGATE_STATE` (`.headgate` in the repository). Throws StartError for a port that is none. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const text = environment["PORT"] ?? "8787";
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartError(`PORT must be a number from 1 to 65535; it is "${text}".`);
  }
  const folder = environment["HEADGATE_STATE"];
  return { port, stateFolder: folder ?? join(repositoryFolder, ".headgate") };
}
