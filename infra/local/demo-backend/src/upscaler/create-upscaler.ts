import type { Predictor } from "../cog/predictor.ts";
import { isScale } from "./limits.ts";
import { upscalerSchemas } from "./schemas.ts";
import { startThread } from "./start-thread.ts";
import type { Thread } from "./start-thread.ts";

/**
 * The upscaler as a predictor. Pictures are enlarged in worker threads, one each, so the server keeps
 * answering meanwhile; `threads` of them start in `setup`, further ones as predictions need them.
 */
export function createUpscaler({ threads }: { threads: number }): Predictor {
  const idle: Thread[] = [];
  const all = new Set<Thread>();

  async function start(): Promise<Thread> {
    const thread = startThread();
    all.add(thread);
    await thread.ready;
    return thread;
  }

  /** A thread goes back to the idle ones only while it lives. */
  function putBack(thread: Thread): void {
    if (thread.isAlive) idle.push(thread);
    else all.delete(thread);
  }

  function takeIdle(): Thread | undefined {
    const thread = idle.pop();
    if (thread === undefined || thread.isAlive) return thread;
    all.delete(thread);
    return takeIdle();
  }

  return {
    schemas: upscalerSchemas,
    async setup({ log }) {
      for (const thread of await Promise.all(Array.from({ length: threads }, start)))
        putBack(thread);
      log(`${threads} threads have read the networks`);
    },
    async predict({ image, scale }, context) {
      if (typeof image !== "string" || !isScale(scale))
        throw new Error("image and scale are needed");
      const thread = takeIdle() ?? (await start());
      try {
        return await thread.upscale({ image, scale }, context);
      } finally {
        putBack(thread);
      }
    },
    async close() {
      await Promise.all([...all].map((thread) => thread.stop()));
    },
  };
}
