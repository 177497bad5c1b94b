import { exports } from "cloudflare:workers";
import { describe, test } from "vitest";

import { makeBackend } from "./arrange.ts";
import { ask, call, origin } from "./call.ts";
import { EventReader } from "./event-reader.ts";
import { type BackendRequest, FakeBackend, succeeded } from "./fake-backend.ts";
import { expectRefusal } from "./refusals.ts";
import { makeVersionWith, predict, type Running } from "./scene.ts";
import { streamOf } from "./stream.ts";

const body = { input: { prompt: "a boat" } };
const accept = "text/event-stream";

/** A piece of a stream, its breaking off, or its end. */
type Told = string | Error | null;

/** A backend whose stream is written by hand. */
class StreamingBackend {
  readonly accepted: (string | null)[] = [];
  #told: Told[] = [];

  readonly script = (request: BackendRequest): Response => {
    if (!request.route.startsWith("PUT")) return new Response();
    this.accepted.push(request.accept);
    const told: Told[] = [];
    this.#told = told;
    // Looked for: what the test resolves does not wake the Worker.
    const pull = async (controller: ReadableStreamDefaultController): Promise<void> => {
      while (told.length === 0) await scheduler.wait(5);
      const next = told.shift();
      if (next instanceof Error) controller.error(next);
      else if (typeof next === "string") controller.enqueue(new TextEncoder().encode(next));
      else controller.close();
    };
    return new Response(new ReadableStream({ pull }), { headers: { "content-type": accept } });
  };

  /** Tells an event of Cog's in the latest stream. */
  tell(event: string, data: object): void {
    this.#told.push(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  end(output: unknown): void {
    this.tell("completed", { status: "succeeded", output });
    this.#told.push(null);
  }

  breakOff(): void {
    this.#told.push(new Error("it broke off"));
  }
}

/** Predicts as a caller who reads events; `init` may change the request. */
async function predictDirect(
  { version, token }: Pick<Running, "version" | "token">,
  init: { headers?: Record<string, string>; body?: object } = {},
): Promise<{ response: Response; reader: EventReader }> {
  const response = await exports.default.fetch(`${origin}${version}/predictions`, {
    method: "POST",
    body: JSON.stringify(init.body ?? body),
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      ...(init.headers ?? { accept }),
    },
  });
  return { response, reader: new EventReader(response) };
}

async function readTypes(reader: EventReader): Promise<[string, unknown][]> {
  const told: [string, unknown][] = [];
  for (let event = await reader.next(); event !== null; event = await reader.next()) {
    told.push([event["event"] ?? "", JSON.parse(event["data"] ?? "null")]);
  }
  return told;
}

const done = (output: unknown) => ["done", { state: "succeeded", error: null, output }];

describe("a direct stream", () => {
  test("tells each event as it comes, and keeps none", async ({ expect }) => {
    const gpu = new StreamingBackend();
    const running = await makeVersionWith(gpu.script);
    const { response, reader } = await predictDirect(running);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(accept);
    const location = response.headers.get("location") ?? "";
    for (const chunk of ["a", "b"]) {
      await expect.poll(() => gpu.accepted.length).toBe(1);
      gpu.tell("output", { chunk });
      expect(await reader.next()).toEqual({ event: "output", data: JSON.stringify({ chunk }) });
    }
    gpu.tell("log", { source: "stdout", data: " 50%|##  | 1/2\n" });
    gpu.end(["a", "b", "c"]);
    expect(await readTypes(reader)).toEqual([
      ["logs", { text: " 50%|##  | 1/2\n" }],
      ["progress", { fraction: 0.5 }],
      ["output", { chunk: "c" }],
      done(["a", "b", "c"]),
    ]);
    const { pathname } = new URL(location);
    const id = pathname.split("/").at(-1) ?? "";
    const state = await ask(`GET ${pathname}`, { token: running.token });
    expect(state).toMatchObject({ state: "succeeded", output: ["a", "b", "c"] });
    expect(await streamOf(id).status()).toEqual({ lastId: 0, isDone: false });
    expect(gpu.accepted).toEqual([accept]);
  });

  test("is what `stream` with `Prefer: wait` asks for", async ({ expect }) => {
    const running = await makeVersionWith(() => Response.json(succeeded("done")));
    const { reader } = await predictDirect(running, {
      headers: { prefer: "wait" },
      body: { ...body, stream: true },
    });
    expect(await readTypes(reader)).toEqual([
      ["logs", { text: "one\ntwo\n" }],
      ["output", { chunk: "done" }],
      done("done"),
    ]);
  });

  test("begins anew on the next backend where one breaks off", async ({ expect }) => {
    const [one, other] = [new StreamingBackend(), new StreamingBackend()];
    const running = await makeVersionWith(one.script);
    await makeBackend(running.owner, running.version, { url: new FakeBackend(other.script).url });
    const { reader } = await predictDirect(running);
    await expect.poll(() => one.accepted.length + other.accepted.length).toBe(1);
    const [first, second] = one.accepted.length === 1 ? [one, other] : [other, one];
    first.tell("output", { chunk: "half" });
    expect(await reader.next()).toMatchObject({ event: "output" });
    first.breakOff();
    await expect.poll(() => second.accepted.length, { timeout: 5_000 }).toBe(1);
    second.tell("output", { chunk: "whole" });
    second.end(["whole"]);
    expect((await readTypes(reader)).map(([event]) => event)).toEqual([
      "restart",
      "output",
      "done",
    ]);
  });

  test("waits for its turn", async ({ expect }) => {
    const running = await makeVersionWith();
    await predict(running);
    const { webhook = "" } = (await running.gpu.request(0)).body;
    running.gpu.script = () => Response.json(succeeded("done"));
    const { response, reader } = await predictDirect(running);
    expect(response.status).toBe(200);
    await ask(`POST ${new URL(webhook).pathname}`, { body: succeeded(1) });
    expect((await readTypes(reader)).at(-1)).toEqual(done("done"));
  });

  test("is refused as any other, before the stream begins", async ({ expect }) => {
    const { token, version } = await makeVersionWith();
    const refused = await call(`POST ${version}/predictions`, {
      token,
      headers: { accept },
      body: { input: { scale: "much" } },
    });
    expect(expectRefusal(expect, refused, "invalid_input")).toBeTypeOf("object");
  });

  test("sent again with its key, tells the prediction that there is", async ({ expect }) => {
    const running = await makeVersionWith(() => Response.json(succeeded("done")));
    const headers = { accept, "idempotency-key": crypto.randomUUID() };
    const first = await predictDirect(running, { headers });
    const told = await readTypes(first.reader);
    const second = await predictDirect(running, { headers });
    expect(second.response.headers.get("idempotency-replayed")).toBe("true");
    expect(await readTypes(second.reader)).toEqual(told);
    expect(running.gpu.requests).toHaveLength(1);
  });
});
