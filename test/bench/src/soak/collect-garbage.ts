import { setTimeout as pause } from "node:timers/promises";

/** Those that every prediction passes through. */
const workers = ["api", "gate", "courier"] as const;
/** A Worker that stands still, as some of the local runtime's own do, answers no inspector. */
const answerMs = 2_000;

/** By Worker, in megabytes. */
export type LiveHeaps = Record<(typeof workers)[number], number>;

/**
 * Collects the garbage of all Workers, those of the local runtime too, and gives what the JavaScript of three holds then. V8 collects late as
 * long as there is memory, and that of a Worker which does little after hours. To be called under load: throws where one of the
 * three stands still.
 */
export async function collectGarbage(inspectorPort: number): Promise<LiveHeaps> {
  const response = await fetch(`http://127.0.0.1:${inspectorPort}/json`);
  const targets = (await response.json()) as { id: string }[];
  const collected = targets.map(async ({ id }) => [id, await collect(inspectorPort, id)] as const);
  const heaps = new Map(await Promise.all(collected));
  const liveMb = (worker: string): number => {
    const heap = heaps.get(`core:user:headgate-${worker}`) ?? null;
    if (heap === null) throw new Error(`the ${worker} Worker did not answer its inspector`);
    return heap;
  };
  return Object.fromEntries(workers.map((worker) => [worker, liveMb(worker)])) as LiveHeaps;
}

/** Twice, since a first collection leaves what is still being finished. Null: it stands still. */
async function collect(port: number, target: string): Promise<number | null> {
  using inspector = new Inspector(`ws://127.0.0.1:${port}/${target}`);
  const collecting = inspector.call("HeapProfiler.collectGarbage");
  const answers = await Promise.race([collecting.then(() => true), pause(answerMs)]);
  if (answers !== true) return null;
  await inspector.call("HeapProfiler.collectGarbage");
  const { usedSize } = await inspector.call("Runtime.getHeapUsage");
  return Number(usedSize) / 1_000_000;
}

interface Answer {
  id: number;
  result?: Record<string, unknown>;
}

/** One Worker's end of the Chrome DevTools Protocol. */
class Inspector {
  readonly #socket: WebSocket;
  readonly #opened: Promise<unknown>;
  readonly #waiting = new Map<number, (result: Record<string, unknown>) => void>();
  #lastId = 0;

  constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.#opened = new Promise((resolve) => this.#socket.addEventListener("open", resolve));
    this.#socket.addEventListener("message", ({ data }) => {
      const { id, result = {} } = JSON.parse(String(data)) as Answer;
      this.#waiting.get(id)?.(result);
      this.#waiting.delete(id);
    });
  }

  async call(method: string): Promise<Record<string, unknown>> {
    await this.#opened;
    const { promise, resolve } = Promise.withResolvers<Record<string, unknown>>();
    this.#lastId += 1;
    this.#waiting.set(this.#lastId, resolve);
    this.#socket.send(JSON.stringify({ id: this.#lastId, method, params: {} }));
    return promise;
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}
