import type { ServerResponse } from "node:http";

import { describe, test, vi } from "vitest";

import { FakeCog } from "../../../test/fake-cog.ts";
import { send } from "../../../test/fake-server.ts";
import { backendAt, newId } from "../../../test/leases.ts";
import type { Submission } from "../adapter.ts";
import { maxResultBytes } from "../submission.ts";
import { cogAdapter } from "./cog.ts";

const callbackUrl = "https://headgate.example/v1/callbacks/x/1/t";
const adapter = cogAdapter(fetch);

function callTo(url: string, predictionId = newId()) {
  const input = '{"n": 1e2,"text":"ü"}';
  return { backend: backendAt(url), predictionId, task: "prediction" as const, input };
}

function submitTo(url: string, predictionId = newId()): Promise<Submission> {
  return adapter.submit({ ...callTo(url, predictionId), callbackUrl });
}

function succeeded(response: ServerResponse): void {
  send(response, 200, { status: "succeeded", output: ["a"], logs: "1", metrics: {} });
}

describe("submitting to Cog", () => {
  test("puts the input in as it was written and asks for one callback at the end", async ({
    expect,
  }) => {
    await using cog = await FakeCog.start();
    const id = newId();
    expect(await submitTo(cog.url, id)).toEqual({ outcome: "accepted" });
    const [seen] = cog.seen;
    expect(seen).toMatchObject({ method: "PUT", path: `/predictions/${id}` });
    expect(seen?.body).toBe(
      `{"id":"${id}","input":{"n": 1e2,"text":"ü"},"webhook":"${callbackUrl}","webhook_events_filter":["completed"]}`,
    );
  });

  test("sends the one preference and no header of its own beside the type", async ({ expect }) => {
    await using cog = await FakeCog.start();
    await submitTo(cog.url);
    const headers = cog.seen[0]?.headers ?? {};
    expect(headers.prefer).toBe("respond-async");
    expect(headers["content-type"]).toBe("application/json");
    // What Node's fetch itself adds.
    const own = ["accept", "accept-encoding", "accept-language", "sec-fetch-mode", "user-agent"];
    const carried = ["connection", "content-length", "content-type", "host", "prefer"];
    expect([...own, ...carried]).toEqual(expect.arrayContaining(Object.keys(headers)));
  });

  test("is accepted again while the prediction is in flight, and refused beyond capacity", async ({
    expect,
  }) => {
    await using cog = await FakeCog.start(1);
    const id = newId();
    await submitTo(cog.url, id);
    expect(await submitTo(cog.url, id)).toEqual({ outcome: "accepted" });
    expect(await submitTo(cog.url)).toMatchObject({ outcome: "refused", reason: "busy" });
  });

  test.for([
    ["", ""],
    ["/", ""],
    ["/gpu/1", "/gpu/1"],
    ["/gpu/1/", "/gpu/1"],
  ] as const)("appends its route to a base that ends in %j", async ([end, path], { expect }) => {
    await using cog = await FakeCog.start();
    cog.answerNext(succeeded);
    const id = newId();
    await submitTo(`${cog.url}${end}`, id);
    expect(cog.seen[0]?.path).toBe(`${path}/predictions/${id}`);
  });
});

describe("an answer of Cog's", () => {
  test.for([200, 201])("with status %d and an end is that end", async (status, { expect }) => {
    await using cog = await FakeCog.start();
    cog.answerNext((response) => send(response, status, { status: "succeeded", output: 0 }));
    expect(await submitTo(cog.url)).toMatchObject({
      outcome: "ended",
      result: { state: "succeeded", output: 0, error: null },
    });
  });

  test.for([
    [409, undefined, null],
    [429, "7", 7000],
    [429, "100000", 300_000],
    [503, "0", 0],
    [503, "", null],
    [503, "-1", null],
    [503, "Wed, 21 Oct 2026 07:28:00 GMT", null],
  ] as const)(
    "with status %d and Retry-After %j is busy",
    async ([status, after, ms], { expect }) => {
      await using cog = await FakeCog.start();
      cog.answerNext((response) => {
        if (after !== undefined) response.setHeader("retry-after", after);
        send(response, status, { detail: "busy" });
      });
      expect(await submitTo(cog.url)).toEqual({
        outcome: "refused",
        reason: "busy",
        retryAfterMs: ms,
        detail: `status ${status}`,
      });
    },
  );

  test.for([400, 404, 405, 422])(
    "with status %d fails the prediction, with what it said",
    async (status, { expect }) => {
      await using cog = await FakeCog.start();
      cog.answerNext((response) => response.writeHead(status).end(`no ${"x".repeat(9000)}`));
      const submission = await submitTo(cog.url);
      expect(submission).toMatchObject({
        outcome: "ended",
        result: {
          state: "failed",
          error: {
            source: "external",
            message: `The backend refused the prediction with status ${status}.`,
            detail: `no ${"x".repeat(7997)}`,
          },
        },
      });
    },
  );

  test.for([500, 502, 504, 301, 302, 307])(
    "with status %d says nothing about the prediction",
    async (status, { expect }) => {
      await using cog = await FakeCog.start();
      cog.answerNext((response) => response.writeHead(status, { location: "/elsewhere" }).end());
      expect(await submitTo(cog.url)).toMatchObject({
        outcome: "refused",
        reason: "broken",
        detail: `status ${status}`,
      });
      expect(cog.seen).toHaveLength(1);
    },
  );

  test.for([401, 403, 521, 530])(
    "with status %d says that nothing was started",
    async (status, { expect }) => {
      await using cog = await FakeCog.start();
      cog.answerNext((response) => response.writeHead(status).end("not you"));
      const refusal = { outcome: "refused", reason: "unreachable", detail: `status ${status}` };
      expect(await submitTo(cog.url)).toMatchObject(refusal);
    },
  );

  test.for(["", "{", "null", "[]", '{"status":"processing"}', '{"status":"aborted"}', "<html>"])(
    "with status 200 and the body %j is no end",
    async (body, { expect }) => {
      await using cog = await FakeCog.start();
      cog.answerNext((response) => response.writeHead(200).end(body));
      expect(await submitTo(cog.url)).toMatchObject({ outcome: "refused", reason: "broken" });
    },
  );

  test("that is too large fails the prediction, and is not read to its end", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const chunk = new Uint8Array(2 ** 20);
    const isClosed = Promise.withResolvers<boolean>();
    cog.answerNext((response) => {
      response.writeHead(200);
      const more = (): void => void response.write(chunk, more);
      response.once("close", () => isClosed.resolve(true));
      more();
    });
    expect(await submitTo(cog.url)).toMatchObject({
      outcome: "ended",
      result: {
        state: "failed",
        error: { message: "The backend's answer is larger than 16 MiB." },
      },
    });
    expect(await isClosed.promise).toBe(true);
  });

  test("that says it is too busy counts as busy, however large it is", async ({ expect }) => {
    await using cog = await FakeCog.start();
    cog.answerNext((response) => {
      response.writeHead(503, { "content-length": maxResultBytes + 1 }).write("x");
    });
    expect(await submitTo(cog.url)).toMatchObject({ outcome: "refused", reason: "busy" });
  });

  test("that breaks off is told from one that never could come", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const { url } = cog;
    cog.answerNext((response) => {
      response.writeHead(200, { "content-length": 100 }).write('{"status"');
      response.destroy();
    });
    expect(await submitTo(url)).toMatchObject({ outcome: "refused", reason: "broken" });
    await cog[Symbol.asyncDispose]();
    expect(await submitTo(url)).toMatchObject({ outcome: "refused", reason: "unreachable" });
  });
});

describe("a backend that does not answer", () => {
  test("is given up after ten seconds", async ({ expect, onTestFinished }) => {
    await using cog = await FakeCog.start();
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const clock = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(ms / 50));
    onTestFinished(() => clock.mockRestore());
    cog.answerNext(() => {});
    expect(await submitTo(cog.url)).toMatchObject({ outcome: "refused", reason: "broken" });
    cog.answerNext(() => {});
    expect(await adapter.cancel(callTo(cog.url))).toBe("unreachable");
    expect(clock.mock.calls).toEqual([[10_000], [10_000]]);
  });
});

describe("predicting with Cog", () => {
  test("waits for the end without a callback or a preference", async ({ expect }) => {
    await using cog = await FakeCog.start();
    cog.answerNext(succeeded);
    const id = newId();
    const { signal } = new AbortController();
    const submission = await adapter.predict({ ...callTo(cog.url, id), signal });
    expect(submission).toMatchObject({ outcome: "ended", result: { output: ["a"], logs: "1" } });
    expect(cog.seen[0]?.headers.prefer).toBeUndefined();
    expect(cog.seen[0]?.body).toBe(`{"id":"${id}","input":{"n": 1e2,"text":"ü"}}`);
  });

  test("is refused by one that runs this prediction already", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const id = newId();
    await submitTo(cog.url, id);
    const { signal } = new AbortController();
    const submission = await adapter.predict({ ...callTo(cog.url, id), signal });
    expect(submission).toMatchObject({ outcome: "refused", reason: "busy" });
  });

  test("stops the backend when the caller leaves", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const caller = new AbortController();
    const isClosed = Promise.withResolvers<boolean>();
    cog.answerNext((response) => {
      response.once("close", () => isClosed.resolve(true));
      caller.abort();
    });
    const submission = await adapter.predict({ ...callTo(cog.url), signal: caller.signal });
    expect(submission).toMatchObject({ outcome: "refused", reason: "broken" });
    expect(await isClosed.promise).toBe(true);
  });

  test("asks nothing of the backend for a caller who has left", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const submission = await adapter.predict({ ...callTo(cog.url), signal: AbortSignal.abort() });
    expect(submission).toMatchObject({ outcome: "refused", reason: "broken" });
    expect(cog.seen).toEqual([]);
  });
});

describe("cancelling on Cog", () => {
  test("is accepted for what runs and unknown for what does not", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const call = callTo(cog.url);
    await adapter.submit({ ...call, callbackUrl });
    expect(await adapter.cancel(call)).toBe("accepted");
    expect(await adapter.cancel(call)).toBe("unknown");
    expect(cog.seen.at(-1)).toMatchObject({
      method: "POST",
      path: `/predictions/${call.predictionId}/cancel`,
    });
  });

  test.for([500, 302, 409])("has not reached one that answers %d", async (status, { expect }) => {
    await using cog = await FakeCog.start();
    cog.answerNext((response) => response.writeHead(status, { location: "/" }).end());
    expect(await adapter.cancel(callTo(cog.url))).toBe("unreachable");
  });

  test("has not reached one that is down", async ({ expect }) => {
    const cog = await FakeCog.start();
    const call = callTo(cog.url);
    await cog[Symbol.asyncDispose]();
    expect(await adapter.cancel(call)).toBe("unreachable");
  });
});
