import { join } from "node:path";

import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";

import { bundleWorker } from "@headgate/bundles";

export interface Isolate {
  /** Milliseconds from outside, less what an answer takes without any work. */
  timeMs: (path: string) => Promise<number>;
  text: (path: string) => Promise<string>;
  close: () => Promise<void>;
}

const pings = 30;

/** A runtime with the Worker that a file of this folder exports as `worker`. */
export async function openIsolate(file: string): Promise<Isolate> {
  const script = await bundleWorker(join(import.meta.dirname, file));
  const entry = `import { worker } from "./worker.js";
    export default { fetch: (request) =>
      request.url.endsWith("/ping") ? new Response("") : worker.fetch(request) };`;
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      log: new Log(LogLevel.NONE),
      cf: false,
      modules: [
        { type: "ESModule", path: "index.js", contents: entry },
        { type: "ESModule", path: "worker.js", contents: script },
      ],
      compatibilityDate: "2026-10-01",
    }),
  );
  await miniflare.ready;
  const text = async (path: string): Promise<string> => {
    const response = await miniflare.dispatchFetch(`http://bench${path}`);
    const body = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${body}`);
    return body;
  };
  const time = async (path: string): Promise<number> => {
    const start = performance.now();
    await text(path);
    return performance.now() - start;
  };
  const idle: number[] = [];
  for (let count = 0; count < pings; count += 1) idle.push(await time("/ping"));
  const overheadMs = medianOf(idle);
  return {
    text,
    timeMs: async (path) => Math.max(0, (await time(path)) - overheadMs),
    close: () => miniflare.dispose(),
  };
}

export function medianOf(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
