import { randomBytes } from "node:crypto";
import { join } from "node:path";

import { fillRegistry } from "@headgate/database/fill-registry";
import { startRuntime } from "@headgate/local";

import { findFreePort } from "../targets/program.ts";

/** All of Headgate with so many versions. */
export interface FilledRegistry {
  /** What it took to answer, in milliseconds. Throws for what is no success. */
  time: (path: string) => Promise<number>;
  /** The path of the page that has none behind it. */
  findLastPage: (path: string) => Promise<string>;
  stop: () => Promise<void>;
}

export async function startFilledRegistry(
  stateFolder: string,
  versions: number,
): Promise<FilledRegistry> {
  const createSecret = (): string => randomBytes(32).toString("base64url");
  const runtime = await startRuntime({
    port: await findFreePort(),
    stateFolder: join(stateFolder, String(versions)),
    secrets: { callback: createSecret(), encryption: createSecret() },
    onLog: () => undefined,
  });
  await fillRegistry(runtime.db.$client, 0, versions);
  const read = async (path: string): Promise<string> => {
    const response = await fetch(runtime.url + path);
    const text = await response.text();
    if (response.ok) return text;
    throw new Error(`GET ${path} answered ${response.status}: ${text}`);
  };
  return {
    async time(path) {
      const start = performance.now();
      await read(path);
      return performance.now() - start;
    },
    async findLastPage(path) {
      let last = path;
      for (;;) {
        const next = readNextUrl(await read(last));
        if (next === null) return last;
        last = next.slice(runtime.url.length);
      }
    },
    stop: () => runtime.stop(),
  };
}

function readNextUrl(text: string): string | null {
  const page: unknown = JSON.parse(text);
  if (typeof page !== "object" || page === null || !("next_url" in page)) {
    throw new Error(`this is no page: ${text}`);
  }
  return typeof page.next_url === "string" ? page.next_url : null;
}
