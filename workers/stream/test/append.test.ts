import { describe, test } from "vitest";

import { logs, newStream, output } from "./stream.ts";

const retried = { type: "restart", reason: "retried" };

describe("appending", () => {
  test("numbers events by one, over batches", async ({ expect }) => {
    const stream = newStream();
    await stream.stub.append({ epoch: 1, batch: 1, events: [output("a"), logs("x\n")] });
    await stream.stub.append({ epoch: 1, batch: 2, events: [output({ b: 1 })] });
    expect(await stream.readAll()).toEqual([
      [1, output("a")],
      [2, logs("x\n")],
      [3, output({ b: 1 })],
    ]);
    expect(await stream.readAll(2)).toEqual([[3, output({ b: 1 })]]);
    expect(await stream.readAll(1)).toHaveLength(2);
    expect(await stream.readAll(3)).toEqual([]);
  });

  test("the same batch again changes nothing", async ({ expect }) => {
    const stream = newStream();
    const first = { epoch: 1, batch: 1, events: [output("a")] };
    await stream.stub.append(first);
    await stream.stub.append({ epoch: 1, batch: 2, events: [output("b")] });
    expect(await stream.stub.append(first)).toBe("stored");
    expect(await stream.readAll()).toEqual([
      [1, output("a")],
      [2, output("b")],
    ]);
  });

  test("an older epoch is refused", async ({ expect }) => {
    const stream = newStream();
    await stream.stub.append({ epoch: 2, batch: 1, events: [output("a")] });
    const late = { epoch: 1, batch: 1, events: [output("late")] };
    expect(await stream.stub.append(late)).toBe("refused");
    expect(await stream.stub.advance({ epoch: 1, output: ["late"], logs: "late" })).toBe("refused");
    expect(await stream.readAll()).toEqual([[1, output("a")]]);
  });

  test("a later epoch begins anew, and says so where something was told", async ({ expect }) => {
    const stream = newStream();
    await stream.stub.append({ epoch: 1, batch: 1, events: [output("a")] });
    await stream.stub.append({ epoch: 3, batch: 1, events: [output("A")] });
    expect(await stream.readAll()).toEqual([
      [1, output("a")],
      [2, retried],
      [3, output("A")],
    ]);
  });

  test("tells the progress that a bar in the logs shows", async ({ expect }) => {
    const stream = newStream();
    const events = [logs(" 50%|##  | 1/2"), logs("\r 50%|##  | 1/2")];
    await stream.stub.append({ epoch: 1, batch: 1, events });
    expect(await stream.readAll()).toEqual([
      [1, events[0]],
      [2, { type: "progress", fraction: 0.5 }],
      [3, events[1]],
    ]);
  });
});

describe("advancing to all that was told", () => {
  test("adds what is new of it, in whichever order it comes", async ({ expect }) => {
    const stream = newStream();
    const two = { epoch: 1, output: ["a", "b"], logs: "1\n2\n" };
    await stream.stub.advance({ epoch: 1, output: ["a"], logs: "1\n" });
    await stream.stub.advance(two);
    await stream.stub.advance({ epoch: 1, output: ["a"], logs: "1\n" });
    await stream.stub.advance(two);
    expect(await stream.readAll()).toEqual([
      [1, logs("1\n")],
      [2, output("a")],
      [3, logs("2\n")],
      [4, output("b")],
    ]);
  });

  test("begins anew in a later epoch", async ({ expect }) => {
    const stream = newStream();
    await stream.stub.advance({ epoch: 1, output: ["a", "b"], logs: "" });
    await stream.stub.advance({ epoch: 2, output: ["A"], logs: "" });
    expect(await stream.readAll(2)).toEqual([
      [3, retried],
      [4, output("A")],
    ]);
  });
});

test("what nobody has written to keeps nothing when it is asked", async ({ expect }) => {
  const stream = newStream();
  expect(await stream.readAll()).toEqual([]);
  const reader = await stream.openReader(7);
  expect(await stream.stub.status()).toEqual({ lastId: 0, isDone: false });
  await reader.hears({ type: "at", lastId: 0 });
  expect(await stream.storedTables()).toEqual([]);
});
