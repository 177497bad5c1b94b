import { on } from "node:events";
import { Worker } from "node:worker_threads";

import type { PredictContext } from "../cog/predictor.ts";
import { fromThread } from "./thread-messages.ts";
import type { FromThread, ToThread, UpscaleOrder } from "./thread-messages.ts";

/** A worker thread that holds the networks and enlarges one picture at a time. */
export interface Thread {
  /** Resolves once the thread has read the networks; rejects when it dies before. */
  ready: Promise<void>;
  readonly isAlive: boolean;
  /** Resolves to a data URL of a PNG. Rejects with the thread's message, or when the thread dies. */
  upscale(order: UpscaleOrder, context: Pick<PredictContext, "signal" | "log">): Promise<string>;
  stop(): Promise<void>;
}

export function startThread(): Thread {
  const worker = new Worker(new URL("./thread.ts", import.meta.url));
  let isAlive = true;
  worker.once("exit", () => {
    isAlive = false;
  });
  // Without a listener the death of an idle thread would end the process.
  worker.on("error", () => {});
  return {
    ready: hearReady(worker),
    get isAlive() {
      return isAlive;
    },
    upscale: (order, context) => upscaleIn(worker, order, context),
    stop: async () => void (await worker.terminate()),
  };
}

async function hearReady(worker: Worker): Promise<void> {
  for await (const message of messagesOf(worker)) if (message.type === "ready") return;
  throw new Error("the worker thread ended while it read the networks");
}

async function upscaleIn(
  worker: Worker,
  order: UpscaleOrder,
  { signal, log }: Pick<PredictContext, "signal" | "log">,
): Promise<string> {
  signal.throwIfAborted();
  const post = (message: ToThread): void => worker.postMessage(message);
  const cancel = (): void => post({ type: "cancel" });
  signal.addEventListener("abort", cancel);
  try {
    const messages = messagesOf(worker);
    post({ type: "upscale", ...order });
    for await (const message of messages) {
      if (message.type === "log") log(message.line);
      else if (message.type === "done") return message.image;
      else if (message.type === "failed") throw new Error(message.message);
    }
    throw new Error("the worker thread ended before the picture was done");
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** What the thread posts from the call on. Ends when the thread exits; throws when it crashes. */
async function* messagesOf(worker: Worker): AsyncGenerator<FromThread> {
  for await (const [message] of on(worker, "message", { close: ["exit"] })) {
    yield fromThread(message);
  }
}
