import { describe, test } from "vitest";

import { parseJson, readText } from "./body.ts";

/** A body of one chunk after another, which tells how it was left. */
function streamed(chunks: Iterable<string | Uint8Array>) {
  const state = { read: 0, isCanceled: false };
  const source = chunks[Symbol.iterator]();
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = source.next();
        if (next.done === true) return controller.close();
        const { value } = next;
        state.read += 1;
        controller.enqueue(typeof value === "string" ? new TextEncoder().encode(value) : value);
      },
      cancel() {
        state.isCanceled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { state, response: new Response(stream) };
}

function* endless(): Generator<string> {
  for (;;) yield "x".repeat(10);
}

describe("reading a body", () => {
  test("joins chunks, also where one ends inside a character", async ({ expect }) => {
    expect(await readText(streamed(["grün ", "🖼", ""]).response, 100)).toBe("grün 🖼");
    const bytes = new TextEncoder().encode("🖼");
    const { response } = streamed([bytes.slice(0, 2), bytes.slice(2)]);
    expect(await readText(response, 4)).toBe("🖼");
  });

  test("gives the empty text of a body that is empty or missing", async ({ expect }) => {
    expect(await readText(new Response(null), 0)).toBe("");
    expect(await readText(new Response(""), 0)).toBe("");
  });

  test("counts bytes, up to the last one that is allowed", async ({ expect }) => {
    expect(await readText(new Response("éé"), 4)).toBe("éé");
    expect(await readText(new Response("éé"), 3)).toBeNull();
  });

  test("stops after the first chunk too many and lets go of the rest", async ({ expect }) => {
    const { state, response } = streamed(endless());
    expect(await readText(response, 25)).toBeNull();
    expect(state).toEqual({ read: 3, isCanceled: true });
  });

  test("reads nothing of a body that is declared too long", async ({ expect }) => {
    const { state, response } = streamed(endless());
    response.headers.set("content-length", "26");
    expect(await readText(response, 25)).toBeNull();
    expect(state).toEqual({ read: 0, isCanceled: true });
  });

  test("believes no declared length that is short or no number", async ({ expect }) => {
    for (const length of ["1", "many", "-5"]) {
      const { response } = streamed(["12345", "67890"]);
      response.headers.set("content-length", length);
      expect(await readText(response, 9)).toBeNull();
    }
  });
});

describe("parsing JSON", () => {
  test("gives undefined for what is none", ({ expect }) => {
    expect(parseJson("{")).toBeUndefined();
    expect(parseJson("")).toBeUndefined();
    expect(parseJson("null")).toBeNull();
    expect(parseJson('{"a":1}')).toEqual({ a: 1 });
  });
});
