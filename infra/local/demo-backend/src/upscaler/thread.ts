import { parentPort } from "node:worker_threads";

import { enlargePicture } from "./enlarge-picture.ts";
import { scales } from "./limits.ts";
import { loadNetwork } from "./network.ts";
import { toThread } from "./thread-messages.ts";
import type { FromThread, UpscaleOrder } from "./thread-messages.ts";
import { upscaleDataUrl } from "./upscale-data-url.ts";

// One order at a time: the main side gives the next only after `done` or `failed`.
let current = new AbortController();

function post(message: FromThread): void {
  parentPort?.postMessage(message);
}

async function carryOut({ image, scale }: UpscaleOrder): Promise<void> {
  current = new AbortController();
  try {
    const log = (line: string): void => post({ type: "log", line });
    post({
      type: "done",
      image: await upscaleDataUrl(image, { scale, signal: current.signal, log }),
    });
  } catch (error) {
    post({ type: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

/** Reads all networks and sends a few pixels through, so that the first picture finds the code compiled. */
async function warmUp(): Promise<void> {
  await Promise.all(scales.map(loadNetwork));
  const grey = { width: 32, height: 32, rgba: new Uint8Array(32 * 32 * 4).fill(128) };
  await enlargePicture(await loadNetwork(4), grey, { scale: 4 });
}

parentPort?.on("message", (received: unknown) => {
  const message = toThread(received);
  if (message.type === "cancel") current.abort();
  else void carryOut(message);
});
await warmUp();
post({ type: "ready" });
