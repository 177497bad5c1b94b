import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { vi } from "vitest";

import type { StreamBatch, StreamEvent, StreamMessage } from "@headgate/shared";

import type { PredictionStream } from "../src/index.ts";

let count = 0;

/** A stream that nobody has written to. */
export function newStream(): TestStream {
  count += 1;
  return new TestStream(`prediction-${count}`);
}

export class TestStream {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** A fresh stub: one that saw its object reset is of no more use. */
  get stub(): DurableObjectStub<PredictionStream> {
    return exports.PredictionStream.getByName(this.#name);
  }

  /** Everything after the event with this id, page by page. */
  async readAll(after = 0): Promise<[number, StreamEvent][]> {
    const all: [number, StreamEvent][] = [];
    for (;;) {
      const page = await this.stub.read(all.at(-1)?.[0] ?? after);
      if (page.length === 0) return all;
      for (const batch of page as StreamBatch[]) all.push(...numbered(batch));
    }
  }

  /** Names of the tables in the object's storage. */
  storedTables(): Promise<unknown[]> {
    const query =
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'";
    return runInDurableObject(this.stub, (_, { storage }) => storage.sql.exec(query).toArray());
  }

  /** Makes the last event so much older, and the object start from what it has stored. */
  async age(ms: number): Promise<void> {
    await runInDurableObject(this.stub, (_, { storage }) => {
      const query =
        "UPDATE batches SET position = json_set(position, '$.at', position ->> '$.at' - ?)";
      storage.sql.exec(query, ms);
    });
    await this.restart();
  }

  async restart(): Promise<void> {
    // One that does not run cannot be evicted.
    await this.stub.status();
    await evictDurableObject(this.stub);
  }

  async openReader(after = 0): Promise<TestReader> {
    const response = await this.stub.fetch(`https://stream/events?after=${after}`, {
      headers: { upgrade: "websocket" },
    });
    if (response.webSocket === null) throw new Error(`the stream answered ${response.status}`);
    return new TestReader(response.webSocket);
  }
}

/** The other end of a reader's socket. */
export class TestReader {
  readonly #messages: StreamMessage[] = [];
  #isClosed = false;

  constructor(socket: WebSocket) {
    socket.addEventListener("message", ({ data }) => {
      this.#messages.push(JSON.parse(String(data)) as StreamMessage);
    });
    socket.addEventListener("close", () => {
      this.#isClosed = true;
    });
    socket.accept();
  }

  async hears(message: StreamMessage): Promise<void> {
    const wanted = JSON.stringify(message);
    const isIt = (heard: StreamMessage): boolean => JSON.stringify(heard) === wanted;
    await vi.waitUntil(() => this.#messages.some(isIt), { timeout: 5_000, interval: 5 });
  }

  /** What it heard, once that is so many events. */
  async events(expected: number): Promise<[number, StreamEvent][]> {
    await vi.waitUntil(() => this.#heard().length >= expected, { timeout: 5_000, interval: 5 });
    return this.#heard();
  }

  async closed(): Promise<void> {
    await vi.waitUntil(() => this.#isClosed, { timeout: 5_000, interval: 5 });
  }

  #heard(): [number, StreamEvent][] {
    return this.#messages.flatMap((message) => (message.type === "batch" ? numbered(message) : []));
  }
}

function numbered({ firstId, events }: StreamBatch): [number, StreamEvent][] {
  return events.map((event, index) => [firstId + index, event]);
}

export const output = (chunk: unknown): StreamEvent & { type: "output" } => ({
  type: "output",
  chunk,
});
export const logs = (text: string): StreamEvent & { type: "logs" } => ({ type: "logs", text });
