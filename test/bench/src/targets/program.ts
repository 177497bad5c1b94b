import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

/** A part of the bench in a process of its own, so that no two share an event loop. It ends with this one. */
export interface Program {
  url: string;
  stop: () => Promise<void>;
}

/** Starts `file` of this folder and waits for its `tellReady`. Throws where it ends first. */
export async function startProgram(file: string, args: string[]): Promise<Program> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message) => resolve(typeof message === "string" ? message : ""));
    child.once("exit", (code) =>
      reject(new Error(`${file} ended with code ${code} before it was ready`)),
    );
  });
  return {
    url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      await once(child, "exit");
    },
  };
}

/** In a program: tells the bench where it answers, and runs `stop` when the bench lets go of it. */
export function tellReady(url: string, stop: () => Promise<unknown>): void {
  // Ctrl-C reaches the whole group: the bench ends, and with it the channel.
  process.on("SIGINT", () => undefined);
  process.on("disconnect", () => void stop().finally(() => process.exit(0)));
  process.send?.(url);
}

export async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = addressOf(server.address());
  server.close();
  await once(server, "close");
  return port;
}

/** The address of a server that listens on a port. */
export function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address;
}
