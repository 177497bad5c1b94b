import { runInDurableObject } from "cloudflare:test";
import { describe, test } from "vitest";

import { newStream, output, type TestStream } from "./stream.ts";

const mb = 1024 * 1024;

async function typesOf(stream: TestStream): Promise<string[]> {
  return (await stream.readAll()).map(([, { type }]) => type);
}

function rowsOf({ stub }: TestStream): Promise<unknown[]> {
  const query = "SELECT first_id, last_id, position IS NOT NULL AS placed FROM batches";
  return runInDurableObject(stub, (_, { storage }) => storage.sql.exec(query).toArray());
}

describe("the bounds of a stream", () => {
  test("beyond 16 MB it says that it was truncated, and tells only the end", async ({ expect }) => {
    const stream = newStream();
    for (let batch = 1; batch <= 18; batch += 1) {
      await stream.stub.append({ epoch: 1, batch, events: [output("a".repeat(mb))] });
    }
    await stream.stub.append({ epoch: 1, batch: 19, events: [output("small")] });
    const end = { state: "succeeded", error: null, output: null, logs: "" } as const;
    await stream.stub.finish({ epoch: 1, ...end });
    const kept = Array.from({ length: 15 }, () => "output");
    expect(await typesOf(stream)).toEqual([...kept, "truncated", "done"]);
  });

  test("an event that no row can take truncates it", async ({ expect }) => {
    const stream = newStream();
    const events = [output("é".repeat(mb)), output("next")];
    await stream.stub.append({ epoch: 1, batch: 1, events });
    expect(await typesOf(stream)).toEqual(["truncated"]);
  });

  test("one extension is spread over as many rows as it needs, and read in pages", async ({
    expect,
  }) => {
    const stream = newStream();
    const items = Array.from({ length: 5_000 }, (_, index) => `${index} ${"é".repeat(1_000)}`);
    await stream.stub.advance({ epoch: 1, output: items, logs: "" });
    expect((await stream.readAll()).map(([, event]) => event)).toEqual(items.map(output));
    const page = await stream.stub.read(0);
    expect(page.reduce((sum, { events }) => sum + events.length, 0)).toBeLessThan(2_000);
    const rows = await rowsOf(stream);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => Reflect.get(Object(row), "placed") === 1)).toHaveLength(1);
    await stream.restart();
    await stream.stub.append({ epoch: 1, batch: 1, events: [output("last")] });
    expect(await stream.readAll(5_000)).toEqual([[5_001, output("last")]]);
  });

  test("a batch is one row", async ({ expect }) => {
    const stream = newStream();
    const events = Array.from({ length: 100 }, (_, index) => output(index));
    await stream.stub.append({ epoch: 1, batch: 1, events });
    await stream.stub.append({ epoch: 1, batch: 2, events });
    expect(await rowsOf(stream)).toEqual([
      { first_id: 1, last_id: 100, placed: 1 },
      { first_id: 101, last_id: 200, placed: 1 },
    ]);
  });
});
