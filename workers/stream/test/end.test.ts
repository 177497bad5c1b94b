import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, test } from "vitest";

import { logs, newStream, output, type TestStream } from "./stream.ts";

const succeeded = { epoch: 1, state: "succeeded", error: null, logs: "" } as const;
const hour = 3_600_000;

function alarmOf({ stub }: TestStream): Promise<number | null> {
  return runInDurableObject(stub, (_, { storage }) => storage.getAlarm());
}

describe("the end", () => {
  test("comes once, and nothing after it", async ({ expect }) => {
    const stream = newStream();
    await stream.stub.append({ epoch: 1, batch: 1, events: [output("a")] });
    await stream.stub.finish({ ...succeeded, output: '"a"' });
    expect(await stream.stub.status()).toEqual({ lastId: 2, isDone: true });
    await stream.stub.finish({ ...succeeded, state: "failed", output: null });
    const late = { epoch: 2, batch: 1, events: [output("late")] };
    expect(await stream.stub.append(late)).toBe("refused");
    expect(await stream.readAll()).toEqual([
      [1, output("a")],
      [2, { type: "done", state: "succeeded", error: null, output: "a" }],
    ]);
  });

  test("brings the output where none of it was told, an array by its items", async ({ expect }) => {
    const [whole, items, none] = [newStream(), newStream(), newStream()];
    await whole.stub.finish({ ...succeeded, output: '{"url":"x"}' });
    await items.stub.append({ epoch: 1, batch: 1, events: [output(1)] });
    await items.stub.finish({ ...succeeded, output: "[1,2,3]" });
    await none.stub.finish({ ...succeeded, output: null });
    const told = async (stream: TestStream) => (await stream.readAll()).map(([, event]) => event);
    const done = { type: "done", state: "succeeded", error: null };
    expect(await told(whole)).toEqual([output({ url: "x" }), { ...done, output: { url: "x" } }]);
    expect(await told(items)).toEqual([...[1, 2, 3].map(output), { ...done, output: [1, 2, 3] }]);
    expect(await told(none)).toEqual([done]);
  });

  test("of an older lease makes void what a later one told", async ({ expect }) => {
    const stream = newStream();
    await stream.stub.append({ epoch: 2, batch: 1, events: [output("half")] });
    await stream.stub.finish({ ...succeeded, output: '"whole"' });
    expect((await stream.readAll(1)).map(([, { type }]) => type)).toEqual([
      "restart",
      "output",
      "done",
    ]);
  });

  test("tells why", async ({ expect }) => {
    const stream = newStream();
    const error = { source: "external", message: "out of memory", detail: null } as const;
    await stream.stub.append({ epoch: 1, batch: 1, events: [logs("x")] });
    const end = { ...succeeded, state: "failed", error, output: null, logs: "x and more" } as const;
    await stream.stub.finish(end);
    expect(await stream.readAll(1)).toEqual([
      [2, logs(" and more")],
      [3, { type: "done", state: "failed", error }],
    ]);
  });
});

describe("what is kept", () => {
  test("goes an hour after the end", async ({ expect }) => {
    const stream = newStream();
    await stream.stub.finish({ ...succeeded, output: null });
    const dueIn = ((await alarmOf(stream)) ?? 0) - Date.now();
    expect(dueIn).toBeGreaterThan(hour - 10_000);
    expect(dueIn).toBeLessThanOrEqual(hour);
    await runDurableObjectAlarm(stream.stub);
    // It came early: what was kept for less than an hour stays.
    expect(await stream.readAll()).toHaveLength(1);
    await stream.age(hour);
    await runDurableObjectAlarm(stream.stub);
    expect(await stream.readAll()).toEqual([]);
    expect(await stream.storedTables()).toEqual([]);
    expect(await alarmOf(stream)).toBeNull();
  });

  test("goes at once where it is purged, and its readers with it", async ({ expect }) => {
    const stream = newStream();
    await stream.stub.append({ epoch: 1, batch: 1, events: [output("a")] });
    const reader = await stream.openReader();
    await stream.stub.purge();
    await stream.stub.purge();
    await reader.closed();
    expect(await stream.stub.status()).toEqual({ lastId: 0, isDone: false });
    expect(await stream.storedTables()).toEqual([]);
    expect(await alarmOf(stream)).toBeNull();
  });

  test("goes a day after the last event where there is no end", async ({ expect }) => {
    const stream = newStream();
    await stream.stub.append({ epoch: 1, batch: 1, events: [output("a")] });
    await stream.age(23 * hour);
    await runDurableObjectAlarm(stream.stub);
    expect(await stream.readAll()).toHaveLength(1);
    await stream.age(hour);
    await runDurableObjectAlarm(stream.stub);
    expect(await stream.readAll()).toEqual([]);
  });

  test("is written to again after it went, from the first id on", async ({ expect }) => {
    const stream = newStream();
    await stream.stub.append({ epoch: 1, batch: 1, events: [output("a")] });
    await stream.age(24 * hour);
    await runDurableObjectAlarm(stream.stub);
    await stream.stub.append({ epoch: 1, batch: 2, events: [output("b")] });
    expect(await stream.readAll()).toEqual([[1, output("b")]]);
  });
});
