import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";

import { findFreePort, type Program } from "./program.ts";

const startTimeoutMs = 30_000;
const pollMs = 200;

/** The peer: Portkey's gateway on Node, as its package starts it. */
export async function startPortkey(): Promise<Program> {
  const program = createRequire(import.meta.url).resolve(
    "@portkey-ai/gateway/build/start-server.js",
  );
  const port = await findFreePort();
  const child = spawn(process.execPath, [program, `--port=${port}`, "--headless"], {
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  process.on("exit", () => child.kill("SIGKILL"));
  const giveUpAt = Date.now() + startTimeoutMs;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > giveUpAt) {
      await stop();
      throw new Error("Portkey's gateway did not start");
    }
    await sleep(pollMs);
  }
  return { url, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url)).text();
    return true;
  } catch {
    return false;
  }
}
