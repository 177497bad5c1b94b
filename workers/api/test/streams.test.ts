import { describe, test, vi } from "vitest";

import type { PredictionWithIO } from "@headgate/shared";

import { makeOwner } from "./arrange.ts";
import { ask, call, origin } from "./call.ts";
import { succeeded } from "./fake-backend.ts";
import { expectRefusal } from "./refusals.ts";
import { callBack, makeVersionWith, predict } from "./scene.ts";
import { openEvents, piece, predictStreamed, readEvents, streamOf } from "./stream.ts";

const ended = { epoch: 1, state: "succeeded", error: null, output: null, logs: "" } as const;
const done = { state: "succeeded", error: null, output: "done" };

/** A prediction that is streamed and has put out two chunks. */
async function makeStreamed() {
  const running = await makeVersionWith();
  const prediction = await predictStreamed(running);
  const { id } = prediction;
  const stream = streamOf(id);
  await stream.append({ epoch: 1, batch: 1, events: [piece("a"), piece({ b: 1 })] });
  const path = `/v1/predictions/${id}/stream`;
  return { ...running, id, prediction, stream, path };
}

describe("the stream of a prediction", () => {
  test("tells what was told, and what comes, with ids that count up", async ({ expect }) => {
    const { token, stream, path } = await makeStreamed();
    const response = await openEvents(path, { token });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    await stream.append({ epoch: 1, batch: 2, events: [{ type: "logs", text: "x\n" }] });
    await stream.append({ epoch: 1, batch: 3, events: [{ type: "progress", fraction: 0.5 }] });
    await stream.finish({ ...ended, output: '"done"' });
    expect(await readEvents(response)).toEqual([
      ["1", "output", { chunk: "a" }],
      ["2", "output", { chunk: { b: 1 } }],
      ["3", "logs", { text: "x\n" }],
      ["4", "progress", { fraction: 0.5 }],
      ["5", "done", done],
    ]);
  });

  test("goes on after Last-Event-ID, and has nothing for who has seen all", async ({ expect }) => {
    const { token, stream, path } = await makeStreamed();
    await stream.finish({ ...ended, output: '"done"' });
    const rest = await openEvents(path, { token, lastEventId: "1" });
    expect((await readEvents(rest)).map(([id]) => id)).toEqual(["2", "3"]);
    for (const lastEventId of ["", "x", "-1", "1.5"]) {
      const all = await openEvents(path, { token, lastEventId });
      expect(await readEvents(all), lastEventId).toHaveLength(3);
    }
    // The prediction itself runs: nobody told its gate. So the stream is followed to its end.
    const none = await openEvents(path, { token, lastEventId: "3" });
    expect(none.status).toBe(200);
    await none.body?.cancel();
  });

  test("is read to the end by somebody who came when the backend had called back", async ({
    expect,
  }) => {
    const { token, gpu, path } = await makeStreamed();
    await callBack(gpu);
    const all = await readEvents(await openEvents(path, { token }));
    expect(all.map(([id, event]) => [id, event])).toEqual([
      ["1", "output"],
      ["2", "output"],
      ["3", "logs"],
      ["4", "done"],
    ]);
    const again = await openEvents(path, { token, lastEventId: "4" });
    expect([again.status, await again.text()]).toEqual([204, ""]);
  });

  test("begins anew for who has seen more than there is", async ({ expect }) => {
    const { token, stream, path } = await makeStreamed();
    const response = await openEvents(path, { token, lastEventId: "7" });
    await stream.finish({ ...ended, state: "canceled" });
    expect((await readEvents(response)).map(([id, event]) => [id, event])).toEqual([
      ["0", "restart"],
      ["1", "output"],
      ["2", "output"],
      ["3", "done"],
    ]);
  });

  test("is told from the record where nothing of it is kept", async ({ expect }) => {
    const running = await makeVersionWith();
    const { id, urls } = await predictStreamed(running);
    const { webhook = "" } = (await running.gpu.request(0)).body;
    // As it is when the stream has been purged: nobody tells it the end.
    await ask(`POST ${new URL(webhook).pathname}`, { body: succeeded("done") });
    expect((await readEvents(await openEvents(urls.stream))).map(([told]) => told)).toEqual([
      "end-1",
      "end-2",
      "end-3",
    ]);
    const late = await readEvents(await openEvents(urls.stream, { lastEventId: "7" }));
    expect(late.map(([told, event]) => [told, event])).toEqual([
      ["end-0", "restart"],
      ["end-1", "logs"],
      ["end-2", "output"],
      ["end-3", "done"],
    ]);
    expect(await streamOf(id).status()).toEqual({ lastId: 0, isDone: false });
  });

  test("of one that is not streamed tells all at the end", async ({ expect }) => {
    const { token, version, gpu, owner } = await makeVersionWith();
    const { id } = await predict({ owner, version });
    const path = `/v1/predictions/${id}/stream`;
    const waiting = await openEvents(path, { token });
    await callBack(gpu);
    const all = [
      ["end-1", "logs", { text: "one\ntwo\n" }],
      ["end-2", "output", { chunk: "done" }],
      ["end-3", "done", done],
    ];
    expect(await readEvents(waiting)).toEqual(all);
    expect(await readEvents(await openEvents(path, { token }))).toEqual(all);
    const rest = await openEvents(path, { token, lastEventId: "end-2" });
    expect(await readEvents(rest)).toEqual(all.slice(2));
    expect((await openEvents(path, { token, lastEventId: "end-3" })).status).toBe(204);
    const other = await openEvents(path, { token, lastEventId: "12" });
    expect(await readEvents(other)).toEqual([["end-0", "restart", { reason: "purged" }], ...all]);
    expect(await streamOf(id).status()).toEqual({ lastId: 0, isDone: false });
  });
});

test("a stream goes with the data of its prediction", async ({ expect }) => {
  const { token, gpu, path, id, stream } = await makeStreamed();
  await callBack(gpu);
  expect((await readEvents(await openEvents(path, { token }))).length).toBe(4);
  await ask(`DELETE /v1/predictions/${id}/data`, { token });
  expect(await stream.status()).toEqual({ lastId: 0, isDone: false });
  expect(await readEvents(await openEvents(path, { token }))).toEqual([
    ["end-1", "done", { state: "succeeded", error: null }],
  ]);
});

describe("callbacks on the way", () => {
  test("bring the stream what is new, in whichever order they come, and its end", async ({
    expect,
  }) => {
    const running = await makeVersionWith();
    const { urls } = await predictStreamed(running);
    const { webhook = "", webhook_events_filter: filter } = (await running.gpu.request(0)).body;
    expect(filter).toEqual(["output", "logs", "completed"]);
    const { pathname, search } = new URL(webhook);
    const post = (body: object): Promise<unknown> =>
      ask(`POST ${pathname}${search}`, { body: { status: "processing", ...body } });
    const response = await openEvents(urls.stream);
    await post({ output: ["a"], logs: " 50%|##  | 1/2\n" });
    const rest = { output: ["a", "b"], logs: " 50%|##  | 1/2\nready\n" };
    await post(rest);
    await post({ output: ["a"], logs: "" });
    await post({ ...rest, status: "succeeded", output: ["a", "b", "c"] });
    await post({ ...rest, output: ["a", "b", "c", "late"] });
    expect(await readEvents(response)).toEqual([
      ["1", "logs", { text: " 50%|##  | 1/2\n" }],
      ["2", "progress", { fraction: 0.5 }],
      ["3", "output", { chunk: "a" }],
      ["4", "logs", { text: "ready\n" }],
      ["5", "output", { chunk: "b" }],
      ["6", "output", { chunk: "c" }],
      ["7", "done", { state: "succeeded", error: null, output: ["a", "b", "c"] }],
    ]);
  });

  test("of a backend that lost the prediction to another are void", async ({ expect }) => {
    const { stream, path, token, gpu } = await makeStreamed();
    await stream.append({ epoch: 2, batch: 1, events: [piece("A")] });
    const { webhook = "" } = (await gpu.request(0)).body;
    const { pathname, search } = new URL(webhook);
    const late = { status: "processing", output: ["a", "b", "c", "d"] };
    await ask(`POST ${pathname}${search}`, { body: late });
    const told = await readEvents(await openEvents(path, { token }), 4);
    expect(told.map(([id, event]) => [id, event])).toEqual([
      ["1", "output"],
      ["2", "output"],
      ["3", "restart"],
      ["4", "output"],
    ]);
    expect(await stream.status()).toEqual({ lastId: 4, isDone: false });
  });
});

describe("who may read a stream", () => {
  test("whoever has its signed URL, from any page", async ({ expect }) => {
    const { prediction, stream } = await makeStreamed();
    await stream.finish(ended);
    const response = await openEvents(prediction.urls.stream);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
    expect(await readEvents(response)).toHaveLength(3);
  });

  test("not with the URL of another prediction, another time, or past it", async ({ expect }) => {
    const { prediction } = await makeStreamed();
    const other = await makeStreamed();
    const url = new URL(prediction.urls.stream);
    const changed = (name: string, value: string): string => {
      const copy = new URL(url);
      copy.searchParams.set(name, value);
      return copy.pathname + copy.search;
    };
    const expires = Number(url.searchParams.get("expires"));
    const wrong = [
      `${other.path}${url.search}`,
      changed("expires", String(expires + 1)),
      changed("signature", "A".repeat(43)),
      changed("signature", ""),
    ];
    for (const path of wrong) {
      const said = expectRefusal(expect, await call(`GET ${path}`), "forbidden");
      expect(said).toContain("not signed");
    }
    vi.useFakeTimers({ toFake: ["Date"], now: expires * 1000 });
    const late = await call(`GET ${url.pathname}${url.search}`);
    vi.useRealTimers();
    expect(expectRefusal(expect, late, "forbidden")).toContain("expired");
  });

  test("without a signature, whoever may see the prediction", async ({ expect }) => {
    const { path } = await makeStreamed();
    const stranger = await makeOwner();
    const refused = await call(`GET ${path}`, { token: stranger.token });
    expect(expectRefusal(expect, refused, "not_found")).toBeTypeOf("string");
    expect(expectRefusal(expect, await call(`GET ${path}`), "unauthorized")).toBeTypeOf("string");
  });
});

test("a prediction says where it is reached, signed only where it is streamed", async ({
  expect,
}) => {
  const running = await makeVersionWith();
  const plain = await ask<PredictionWithIO>(`POST ${running.version}/predictions`, {
    token: running.token,
    body: { input: { prompt: "a boat" } },
  });
  const url = `${origin}/v1/predictions/${plain.id}`;
  expect(plain.urls).toEqual({ get: url, cancel: `${url}/cancel`, stream: `${url}/stream` });
  const streamed = await predictStreamed(running);
  expect(streamed.urls.stream).toMatch(/\/stream\?expires=\d+&signature=[\w-]{43}$/);
});
