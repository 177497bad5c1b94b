import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { StartError } from "./state-folder.ts";

/** The demo backend in a process of its own, which ends with this one. */
export interface DemoProcess {
  url: string;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL("../demo-backend/src/main.ts", import.meta.url));
const readyLine = /ready at (http:\/\/\S+),/;

/** Starts it on a free port and waits until its model is loaded. */
export async function startDemoBackend(capacity: number): Promise<DemoProcess> {
  const child = fork(program, ["--port", "0", "--capacity", String(capacity)], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const ready = readyLine.exec(said)?.[1];
      if (ready !== undefined) resolve(ready);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", () =>
      reject(new StartError(`The demo backend did not start: ${said.trim()}`)),
    );
  });
  return {
    url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
