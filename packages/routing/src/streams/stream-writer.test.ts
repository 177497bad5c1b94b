import { describe, test, vi } from "vitest";

import type { BackendEvent } from "@headgate/shared";

import { FakeStream } from "../../test/fake-stream.ts";
import { StreamWriter } from "./stream-writer.ts";

/** A clock by hand: `tick` ends all pauses. */
function createWriter() {
  const stream = new FakeStream();
  const pauses: (() => void)[] = [];
  const pausedMs: number[] = [];
  const lost: unknown[] = [];
  const pause = (ms: number): Promise<void> => {
    pausedMs.push(ms);
    return new Promise((resolve) => pauses.push(resolve));
  };
  const writer = new StreamWriter({
    ...{ stream, epoch: 3, pause },
    onLoss: (error) => void lost.push(error),
  });
  const tick = async (): Promise<void> => {
    await vi.waitUntil(() => pauses.length > 0);
    for (const end of pauses.splice(0)) end();
  };
  return { stream, writer, tick, lost, pausedMs };
}

const piece = (chunk: unknown): BackendEvent => ({ type: "output", chunk });

describe("the writer of a stream", () => {
  test("sends the first event at once, and what comes before the pause is over together", async ({
    expect,
  }) => {
    const { stream, writer, tick, pausedMs } = createWriter();
    await writer.write(piece(1));
    await vi.waitUntil(() => stream.appended.length === 1);
    for (const chunk of [2, 3, 4]) await writer.write(piece(chunk));
    await tick();
    await vi.waitUntil(() => stream.appended.length === 2);
    expect(stream.appended).toEqual([
      { epoch: 3, batch: 1, events: [piece(1)] },
      { epoch: 3, batch: 2, events: [2, 3, 4].map(piece) },
    ]);
    expect(pausedMs[0]).toBe(150);
  });

  test("has stored everything, in order, once it is closed", async ({ expect }) => {
    const { stream, writer } = createWriter();
    const chunks = Array.from({ length: 100 }, (_, index) => index);
    for (const chunk of chunks) await writer.write(piece(chunk));
    await writer.close();
    expect(stream.events).toEqual(chunks.map(piece));
    await writer.close();
    expect(stream.events).toHaveLength(100);
  });

  test("holds its caller up while too much waits", async ({ expect }) => {
    const { stream, writer } = createWriter();
    const gate = Promise.withResolvers<"stored">();
    stream.script = () => gate.promise;
    await writer.write(piece("a"));
    let isThrough = false;
    const large = writer.write(piece("b".repeat(600_000))).then(() => (isThrough = true));
    await Promise.resolve();
    expect(isThrough).toBe(false);
    gate.resolve("stored");
    await large;
    expect(stream.events).toHaveLength(2);
  });

  test("sends a batch again under its number until it is stored", async ({ expect }) => {
    const { stream, writer, tick, lost } = createWriter();
    const tried: number[] = [];
    stream.script = ({ batch }) => {
      tried.push(batch);
      if (tried.length < 3) throw new Error("reset");
      return "stored";
    };
    await writer.write(piece("a"));
    await tick();
    await tick();
    await writer.close();
    expect(tried).toEqual([1, 1, 1]);
    expect([stream.events, lost]).toEqual([[piece("a")], []]);
  });

  test("gives a stream up that stays away, and holds nobody up", async ({ expect }) => {
    const { stream, writer, tick, lost } = createWriter();
    let tried = 0;
    stream.script = () => {
      tried += 1;
      throw new Error("gone");
    };
    await writer.write(piece("a"));
    for (let again = 0; again < 4; again += 1) await tick();
    await vi.waitUntil(() => lost.length === 1);
    await writer.write(piece("b".repeat(600_000)));
    await writer.close();
    expect(tried).toBe(5);
    expect(lost).toHaveLength(1);
  });

  test("writes no more to a stream that hears another lease", async ({ expect }) => {
    const { stream, writer, lost } = createWriter();
    let asked = 0;
    stream.script = () => {
      asked += 1;
      return "refused";
    };
    await writer.write(piece("a"));
    await writer.write(piece("b"));
    await writer.close();
    await writer.write(piece("c"));
    await writer.close();
    expect([asked, lost]).toEqual([1, []]);
  });
});
