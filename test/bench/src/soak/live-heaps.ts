/** Those that every prediction passes through: an idle Worker answers no inspector. */
const workers = ["api", "gate", "courier"] as const;
/** A first collection leaves what is still being finished. */
const collections = 3;

export type LiveHeaps = Record<(typeof workers)[number], number>;

/** What the JavaScript of each Worker holds once its garbage is collected, in megabytes. Each must be at work. */
export async function readLiveHeaps(inspectorPort: number): Promise<LiveHeaps> {
  const sizes: [string, number][] = [];
  for (const worker of workers) {
    using inspector = await Inspector.open(inspectorPort, `headgate-${worker}`);
    let usedMb = Infinity;
    for (let round = 0; round < collections; round += 1) {
      await inspector.call("HeapProfiler.collectGarbage");
      const { usedSize } = await inspector.call("Runtime.getHeapUsage");
      usedMb = Math.min(usedMb, Number(usedSize) / 1_000_000);
    }
    sizes.push([worker, usedMb]);
  }
  return Object.fromEntries(sizes) as LiveHeaps;
}

interface Answer {
  id: number;
  result?: Record<string, unknown>;
}

/** One Worker's end of the Chrome DevTools Protocol. */
class Inspector {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (result: Record<string, unknown>) => void>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const { id, result = {} } = JSON.parse(String(data)) as Answer;
      this.#waiting.get(id)?.(result);
      this.#waiting.delete(id);
    });
  }

  static async open(port: number, worker: string): Promise<Inspector> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/core:user:${worker}`);
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    return new Inspector(socket);
  }

  call(method: string): Promise<Record<string, unknown>> {
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
