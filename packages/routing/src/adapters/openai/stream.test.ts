import type { ServerResponse } from "node:http";

import fc from "fast-check";
import { describe, test } from "vitest";

import { backendOf, callTo } from "../../../test/calls.ts";
import {
  completion,
  FakeOpenAi,
  hello,
  sendEvents,
  settings,
  helloUsage,
} from "../../../test/fake-openai.ts";
import { send } from "../../../test/fake-server.ts";
import { adapterFor } from "../adapter.ts";

const adapter = adapterFor("openai", fetch);

describe("streaming from an OpenAI-compatible server", () => {
  test("tells the chunks as they are, and ends with what would have been answered at once", async ({
    expect,
  }) => {
    await using server = await FakeOpenAi.start();
    const call = callTo(backendOf(server.url, "openai", settings), hello);
    const submission = await adapter.stream(call);
    expect(submission).toMatchObject({ result: { state: "succeeded", output: completion } });
    const texts = call.told.map((event) => JSON.stringify(event));
    expect(texts).toHaveLength(6);
    expect(texts[1]).toContain('"delta":{"content":"Hello "}');
    expect(texts[5]).toContain('"usage":{"prompt_tokens":3');
    const asked = { ...hello, model: "echo", stream: true };
    const options = { stream_options: { include_usage: true } };
    expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({ ...asked, ...options });
    expect(server.seen[0]?.headers.accept).toBe("text/event-stream");
  });

  test("answers the same wherever the network cuts", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    const chunk = (content: string, reason: string | null) => ({
      object: "chat.completion.chunk",
      choices: [{ index: 0, delta: { content }, finish_reason: reason }],
    });
    const chunks = [chunk("grün ", null), chunk("🖼", null), chunk("!", "stop")];
    const lines = chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`);
    const bytes = new TextEncoder().encode(`: hi\n\n${lines.join("")}data: [DONE]\n\n`);
    const backend = backendOf(server.url, "openai", settings);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (places) => {
        server.answerNext((response) => void writeCut(response, bytes, places));
        const call = callTo(backend, hello);
        const message = { role: "assistant", content: "grün 🖼!" };
        expect(await adapter.stream(call)).toMatchObject({
          result: { output: { choices: [{ message }] } },
        });
        expect(call.told).toEqual(chunks.map((one) => ({ type: "output", chunk: one })));
      }),
      { numRuns: 25 },
    );
  });

  test("streams plain completions too, and answers at once where nothing streams", async ({
    expect,
  }) => {
    await using server = await FakeOpenAi.start();
    const plain = backendOf(server.url, "openai", { ...settings, route: "completions" });
    const call = callTo(plain, { prompt: "a b c" });
    expect(await adapter.stream(call)).toMatchObject({
      result: {
        output: { choices: [{ text: "a b c", finish_reason: "length" }], usage: helloUsage },
      },
    });
    expect(call.told).toHaveLength(4);
    const embeddings = backendOf(server.url, "openai", { ...settings, route: "embeddings" });
    const other = callTo(embeddings, { input: "abc" });
    expect(await adapter.stream(other)).toMatchObject({ result: { state: "succeeded" } });
    expect(other.told).toEqual([]);
  });

  test("takes the whole answer of a server that does not stream", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    server.answerNext((response) => send(response, 200, completion));
    const call = callTo(backendOf(server.url, "openai", settings), hello);
    expect(await adapter.stream(call)).toMatchObject({ result: { output: completion } });
  });

  test("fails with the error that comes in the middle", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    server.answerNext((response) =>
      sendEvents(response, [{ choices: [] }, { error: { message: "out of memory" } }]),
    );
    const call = callTo(backendOf(server.url, "openai", settings), hello);
    expect(await adapter.stream(call)).toMatchObject({
      result: { state: "failed", error: { message: "out of memory" } },
    });
  });

  test("believes no end that was not told", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    const event = (reason: string | null) =>
      `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: reason }] })}\n\n`;
    const type = { "content-type": "text/event-stream" };
    const backend = backendOf(server.url, "openai", settings);
    server.answerNext((response) => response.writeHead(200, type).end(event(null)));
    expect(await adapter.stream(callTo(backend, hello))).toMatchObject({ reason: "broken" });
    server.answerNext((response) => response.writeHead(200, type).end("data: <html>\n\n"));
    expect(await adapter.stream(callTo(backend, hello))).toMatchObject({ reason: "broken" });
    server.answerNext((response) => response.writeHead(200, type).end(event("stop")));
    expect(await adapter.stream(callTo(backend, hello))).toMatchObject({ outcome: "ended" });
  });

  test("is broken by a connection that is reset in the middle", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    server.answerNext((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write('data: {"choices":[]}\n\n', () => response.destroy());
    });
    const call = callTo(backendOf(server.url, "openai", settings), hello);
    expect(await adapter.stream(call)).toMatchObject({ outcome: "refused", reason: "broken" });
    expect(call.told).toHaveLength(1);
  });

  test("lets go of a server that hangs when the caller leaves", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    const caller = new AbortController();
    const isClosed = Promise.withResolvers<boolean>();
    server.answerNext((response) => {
      response.once("close", () => isClosed.resolve(true));
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write('data: {"choices":[]}\n\n');
    });
    const call = callTo(backendOf(server.url, "openai", settings), hello, caller.signal);
    const leave = { ...call, emit: async () => caller.abort() };
    expect(await adapter.stream(leave)).toMatchObject({ outcome: "refused" });
    expect(await isClosed.promise).toBe(true);
  });

  test("reads on only when its reader has taken what came", async ({ expect }) => {
    await using server = await FakeOpenAi.start();
    const call = callTo(backendOf(server.url, "openai", settings), hello);
    let isTaking = false;
    const emit = async () => {
      expect(isTaking).toBe(false);
      isTaking = true;
      await Promise.resolve();
      isTaking = false;
    };
    expect(await adapter.stream({ ...call, emit })).toMatchObject({ outcome: "ended" });
  });
});

/** Each piece in a packet of its own. */
async function writeCut(
  response: ServerResponse,
  bytes: Uint8Array,
  places: number[],
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.socket?.setNoDelay(true);
  let from = 0;
  for (const place of [...places, bytes.length].toSorted((before, after) => before - after)) {
    response.write(bytes.subarray(from, place));
    from = place;
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}
