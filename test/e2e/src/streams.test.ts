import { randomInt } from "node:crypto";

import { describe, test } from "vitest";

import type { PredictionWithIO } from "@headgate/shared";

import { getPrediction, take } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { streamAndHangUp } from "./system/hang-up.ts";
import { startKillableSystem, type KillableSystem } from "./system/killable-system.ts";
import { publish } from "./system/publish.ts";
import type { ServerSentEvent } from "./system/read-events.ts";
import { readUntil } from "./system/read-until.ts";
import { startSystem } from "./system/start-system.ts";
import { startStreamingBackend } from "./system/streaming-backend.ts";

const count = 10_000;
const cuts = 20;
const kills = 2;

/** So many different numbers from 1 to `most`, in order. */
function pick(some: number, most: number): number[] {
  const picked = new Set<number>();
  while (picked.size < some) picked.add(randomInt(1, most));
  return [...picked].toSorted((a, b) => a - b);
}

/** Reads a stream to its end, hanging up at random, and with the runtime killed in between. */
class TornReader {
  readonly told: ServerSentEvent[] = [];
  readonly #system: KillableSystem;
  readonly #cutAt = pick(cuts, count);
  readonly #killAt = pick(kills, count);
  #killing: Promise<void> | null = null;
  readonly done = { cuts: 0, kills: 0 };

  constructor(system: KillableSystem) {
    this.#system = system;
  }

  get lastEventId(): string | null {
    return this.told.at(-1)?.id ?? null;
  }

  async read(url: string): Promise<void> {
    while (this.told.at(-1)?.event !== "done") {
      const { lastEventId } = this;
      await readUntil({ url, lastEventId, isLast: (event) => this.#isLast(event) });
      if (this.#killing === null) continue;
      await this.#killing;
      this.#killing = null;
      await this.#system.start();
    }
  }

  #isLast(event: ServerSentEvent): boolean {
    this.told.push(event);
    if (this.told.length === this.#killAt[this.done.kills]) {
      this.done.kills += 1;
      this.#killing = this.#system.kill();
    }
    if (this.told.length !== this.#cutAt[this.done.cuts]) return false;
    this.done.cuts += 1;
    return true;
  }
}

describe("a stream of 10,000 events", () => {
  test(
    "cut twenty times, with the runtime killed twice, is read without loss or repeat",
    { timeout: 300_000 },
    async ({ expect, onTestFinished }) => {
      const system = await startKillableSystem();
      onTestFinished(() => system.remove());
      const backend = await startStreamingBackend({ count, step: 100, pauseMs: 80 });
      onTestFinished(() => backend.close());
      const model = await publish(system.client, ["numbers", backend]);
      const path = `/v1/models/${model}/predictions`;
      const body = { input: {}, stream: true };
      const { id, urls } = await take<PredictionWithIO>(system.client({ path, body }));

      const reader = new TornReader(system);
      await reader.read(urls.stream);

      expect(reader.done).toEqual({ cuts, kills });
      const { told } = reader;
      const ids = Array.from({ length: count + 1 }, (_, index) => String(index + 1));
      expect(told.map((event) => event.id)).toEqual(ids);
      const chunks = ids.slice(0, count).map((_, chunk) => `{"chunk":${chunk}}`);
      expect(told.slice(0, count).map(({ data }) => data)).toEqual(chunks);
      expect(JSON.parse(told.at(-1)?.data ?? "")).toMatchObject({ state: "succeeded" });
      const { lastEventId } = reader;
      const after = { url: urls.stream, lastEventId, isLast: () => true };
      // Once the gate, which was told after the stream, says that it has ended.
      await eventually(
        () => getPrediction(system.client, id),
        ({ state }) => state === "succeeded",
      );
      expect(await readUntil(after)).toBe("nothing");
      expect((await getPrediction(system.client, id)).output).toHaveLength(count);
    },
  );
});

describe("a direct stream whose caller hangs up", () => {
  test(
    "is canceled, on its backend too",
    { timeout: 60_000 },
    async ({ expect, onTestFinished }) => {
      const system = await startSystem();
      onTestFinished(() => system.stop());
      const backend = await startStreamingBackend({ count: 100_000, step: 1, pauseMs: 20 });
      onTestFinished(() => backend.close());
      const model = await publish(system.client, ["numbers", backend]);
      const caller = { url: system.runtime.url, token: system.token };
      const { path, events } = await streamAndHangUp(caller, [model, {}], 3);
      expect(events.map(({ data }) => data)).toEqual(
        [0, 1, 2].map((chunk) => `{"chunk":${chunk}}`),
      );
      const id = path.split("/").at(-1) ?? "";
      await eventually(
        () => getPrediction(system.client, id),
        ({ state }) => state === "canceled",
      );
      expect(backend.stopped).toContain(id);
    },
  );
});
