import { describe, test, vi } from "vitest";

import type { ProgressMessage, WebhookEvent } from "@headgate/shared";

import { createCarrier } from "../../test/carrier.ts";
import { announceProgress, type Progress } from "./announce-progress.ts";
import { ProgressWriter } from "./progress-writer.ts";

function subjectFor(events: WebhookEvent[]) {
  const webhook = { url: "https://receiver.example/", secret: null, events };
  return { predictionId: "p", epoch: 2, webhook };
}

/** A clock by hand: `tick` ends the pause. */
function createWriter(events: WebhookEvent[] = ["output", "logs"]) {
  const told: Progress[] = [];
  const pauses: { ms: number; end: () => void }[] = [];
  const writer = new ProgressWriter({
    subject: subjectFor(events),
    announce: async (progress) => void told.push(structuredClone(progress)),
    pause: (ms) => new Promise((end) => pauses.push({ ms, end })),
  });
  const tick = async (): Promise<number> => {
    await vi.waitUntil(() => pauses.length > 0);
    const ended = pauses.shift();
    ended?.end();
    await Promise.resolve();
    return ended?.ms ?? 0;
  };
  return { writer, told, tick, pauses };
}

describe("announcing progress event by event", () => {
  test("tells the first at once, and the latest once in 500 ms", async ({ expect }) => {
    const { writer, told, tick, pauses } = createWriter();
    writer.write({ type: "output", chunk: "a" });
    writer.write({ type: "output", chunk: "b" });
    writer.write({ type: "logs", text: "one\n" });
    await vi.waitUntil(() => told.length === 1);
    expect(await tick()).toBe(500);
    await vi.waitUntil(() => told.length === 2);
    expect(told[0]).toMatchObject({ event: "output", output: ["a"], logs: "" });
    expect(told[1]).toEqual({ event: "output", output: ["a", "b"], logs: "one\n" });
    await tick();
    // Nothing came since: nobody waits.
    await vi.waitUntil(() => pauses.length === 0);
    writer.write({ type: "logs", text: "two\n" });
    await vi.waitUntil(() => told.length === 3);
    expect(told[2]).toEqual({ event: "logs", output: ["a", "b"], logs: "one\ntwo\n" });
  });

  test("tells of what the webhook asks for, with all that there is", async ({ expect }) => {
    const { writer, told } = createWriter(["start", "logs"]);
    writer.write({ type: "output", chunk: 1 });
    writer.write({ type: "progress", fraction: 0.5 });
    expect(told).toEqual([]);
    writer.write({ type: "logs", text: "x" });
    expect(told).toEqual([{ event: "logs", output: [1], logs: "x" }]);
    const silent = createWriter(["start", "completed"]);
    silent.writer.write({ type: "logs", text: "x" });
    expect(silent.told).toEqual([]);
  });

  test("is over when it is closed, and when a megabyte was told", async ({ expect }) => {
    const { writer, told, tick, pauses } = createWriter();
    writer.write({ type: "output", chunk: 1 });
    writer.write({ type: "output", chunk: 2 });
    writer.close();
    await tick();
    await vi.waitUntil(() => pauses.length === 0);
    expect(told).toHaveLength(1);
    const large = createWriter();
    large.writer.write({ type: "logs", text: "x".repeat(2 ** 20 + 1) });
    large.writer.write({ type: "logs", text: "x" });
    expect(large.told).toEqual([]);
  });
});

describe("announcing progress", () => {
  const progress: Progress = { event: "logs", output: [1], logs: "one" };

  function carrierThat(send: (message: ProgressMessage) => Promise<void>) {
    return { ...createCarrier(), sendProgress: send };
  }

  test("sends what is small, and keeps what is large", async ({ expect }) => {
    const sent: ProgressMessage[] = [];
    const carrier = carrierThat(async (message) => void sent.push(message));
    await announceProgress(carrier, subjectFor(["logs"]), progress);
    const large = { ...progress, logs: "x".repeat(100_000) };
    await announceProgress(carrier, subjectFor(["logs"]), large);
    const key = "predictions/p/progress-2";
    expect(sent).toMatchObject([
      {
        ...{ predictionId: "p", epoch: 2, event: "logs" },
        content: { inline: '{"output":[1],"logs":"one"}' },
      },
      { content: { key } },
    ]);
    expect(carrier.bucket.objects.has(key)).toBe(true);
  });

  test("does nothing for a webhook that does not ask for it", async ({ expect }) => {
    const carrier = carrierThat(() => Promise.reject(new Error("sent")));
    await announceProgress(carrier, subjectFor(["start", "output", "completed"]), progress);
    await announceProgress(carrier, { ...subjectFor([]), webhook: null }, progress);
    expect(carrier.logged).toEqual([]);
  });

  test("logs that it could not be sent, and throws nothing", async ({ expect }) => {
    const carrier = carrierThat(() => Promise.reject(new Error("down")));
    await announceProgress(carrier, subjectFor(["logs"]), progress);
    expect(carrier.logged).toEqual([
      { event: "progress.lost", fields: { predictionId: "p", error: "Error: down" } },
    ]);
  });
});
