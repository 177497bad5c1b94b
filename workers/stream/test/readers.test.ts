import { describe, test } from "vitest";

import { newStream, output } from "./stream.ts";

const append = (batch: number, chunk: unknown) => ({ epoch: 1, batch, events: [output(chunk)] });
const done = { epoch: 1, state: "succeeded", error: null, output: null, logs: "" } as const;

describe("a reader", () => {
  test("gets what was told before it came, and then what comes", async ({ expect }) => {
    const stream = newStream();
    await stream.stub.append(append(1, "a"));
    await stream.stub.append(append(2, "b"));
    const reader = await stream.openReader(1);
    await reader.hears({ type: "at", lastId: 2 });
    await stream.stub.append(append(3, "c"));
    expect(await reader.events(2)).toEqual([
      [2, output("b")],
      [3, output("c")],
    ]);
  });

  test("is not told twice what was written twice", async ({ expect }) => {
    const stream = newStream();
    const reader = await stream.openReader();
    await stream.stub.append(append(1, "a"));
    await stream.stub.append(append(1, "a"));
    await stream.stub.append(append(2, "b"));
    expect((await reader.events(2)).map(([id]) => id)).toEqual([1, 2]);
  });

  test("is hung up on at the end", async ({ expect }) => {
    const stream = newStream();
    const readers = [await stream.openReader(), await stream.openReader()];
    await stream.stub.finish(done);
    for (const reader of readers) {
      await reader.closed();
      expect((await reader.events(1)).map(([, { type }]) => type)).toEqual(["done"]);
    }
  });

  test("goes on where it was after the object was rebuilt", async ({ expect }) => {
    const stream = newStream();
    const reader = await stream.openReader();
    await stream.stub.append(append(1, "a"));
    expect(await reader.events(1)).toHaveLength(1);
    await stream.restart();
    expect(await stream.stub.append(append(1, "a"))).toBe("stored");
    await stream.stub.append(append(2, "b"));
    expect(await stream.readAll(1)).toEqual([[2, output("b")]]);
    const other = await stream.openReader(1);
    expect(await other.events(1)).toEqual([[2, output("b")]]);
  });

  test("must ask for a socket", async ({ expect }) => {
    const response = await newStream().stub.fetch("https://stream/events");
    expect(response.status).toBe(426);
  });
});
