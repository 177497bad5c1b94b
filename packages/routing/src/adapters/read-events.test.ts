import fc from "fast-check";
import { describe, test } from "vitest";

import { AnswerTooLarge } from "./body.ts";
import { readEvents, readLines } from "./read-events.ts";

/** An answer whose bytes come in chunks that end at the given places. */
function cutAt(text: string, places: number[]): Response {
  const bytes = new TextEncoder().encode(text);
  const ends = [...new Set(places.map((place) => place % bytes.length)), bytes.length];
  let from = 0;
  const chunks = ends
    .toSorted((before, after) => before - after)
    .map((end) => bytes.slice(from, (from = end)));
  const stream = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  return new Response(stream);
}

async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}

describe("reading server-sent events", () => {
  const text =
    ": keep-alive\n\nevent: start\ndata: {}\n\ndata: grün 🖼\r\ndata:x\r\n\r\nid: 7\ndata: [DONE]\n\ndata: cut";

  test("gives the same events wherever the chunks are cut", async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(200), { maxLength: 40 }), async (places) => {
        const events = await collect(readEvents(cutAt(text, places), 1000));
        expect(events.map(({ event, data }) => [event, data])).toEqual([
          ["start", "{}"],
          [undefined, "grün 🖼\nx"],
          [undefined, "[DONE]"],
        ]);
      }),
      { numRuns: 200 },
    );
  });

  test("gives each event before the next chunk is asked for", async ({ expect }) => {
    let asked = 0;
    const chunks = ["data: 1\n\n", "data: 2\n\n"].map((chunk) => new TextEncoder().encode(chunk));
    const stream = new ReadableStream(
      {
        pull(controller) {
          const chunk = chunks[asked];
          asked += 1;
          if (chunk === undefined) controller.close();
          else controller.enqueue(chunk);
        },
      },
      { highWaterMark: 0 },
    );
    const events = readEvents(new Response(stream), 100);
    expect(await events.next()).toMatchObject({ value: { data: "1" } });
    expect(asked).toBe(1);
  });

  test("lets go of the answer when its reader leaves", async ({ expect }) => {
    let isCanceled = false;
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode("data: 1\n\n")),
      cancel: () => void (isCanceled = true),
    });
    for await (const { data } of readEvents(new Response(stream), 1000)) {
      expect(data).toBe("1");
      break;
    }
    expect(isCanceled).toBe(true);
  });

  test("stops at the first byte too many", async ({ expect }) => {
    const reading = collect(readEvents(cutAt(text, [10, 20]), 30));
    await expect(reading).rejects.toThrow(AnswerTooLarge);
  });
});

describe("reading lines", () => {
  test("gives them whole, wherever the chunks are cut, and the last without its end", async ({
    expect,
  }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(50), { maxLength: 20 }), async (places) => {
        const lines = await collect(readLines(cutAt('{"a":"ü"}\r\n\n{"b":2}\n[3]', places), 100));
        expect(lines).toEqual(['{"a":"ü"}', '{"b":2}', "[3]"]);
      }),
    );
  });
});
