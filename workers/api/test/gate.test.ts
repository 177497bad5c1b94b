import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { hearGate, repeatOnce } from "@headgate/routing";

import { ask } from "./call.ts";
import { succeeded } from "./fake-backend.ts";
import { makeScene } from "./scene.ts";

/** An error as the platform marks it. */
function platformError(mark: string): Error {
  return Object.assign(new Error("of the platform"), { [mark]: true });
}

/** Fails with each error in turn, and then answers. */
function failing(...errors: Error[]) {
  const calls = { count: 0 };
  const call = async (): Promise<string> => {
    const error = errors[calls.count];
    calls.count += 1;
    if (error !== undefined) throw error;
    return "answer";
  };
  return { call, calls };
}

describe("asking a gate", () => {
  test("is repeated once where the platform says so", async ({ expect }) => {
    const { call, calls } = failing(platformError("retryable"));
    expect(await repeatOnce(call)).toBe("answer");
    expect(calls.count).toBe(2);
  });

  test("is not repeated where the gate has too much to do", async ({ expect }) => {
    const { call, calls } = failing(platformError("overloaded"));
    const expected = { code: "unavailable", retryAfterMs: 1_000 };
    await expect(repeatOnce(call)).rejects.toMatchObject(expected);
    expect(calls.count).toBe(1);
  });

  test("gives up after two resets, and says when to come again", async ({ expect }) => {
    const { call, calls } = failing(platformError("retryable"), platformError("retryable"));
    const expected = { code: "unavailable", retryAfterMs: 1_000 };
    await expect(repeatOnce(call)).rejects.toMatchObject(expected);
    expect(calls.count).toBe(2);
  });

  test("passes errors of our own through", async ({ expect }) => {
    const { call, calls } = failing(new Error("ours"));
    await expect(repeatOnce(call)).rejects.toThrow("ours");
    expect(calls.count).toBe(1);
  });
});

test("a waiter whose gate hangs up comes back and hears the end", async ({ expect }) => {
  const { gpu, prediction } = await makeScene();
  const id = prediction.split("/").at(-1) ?? "";
  let opened = 0;
  const hangUp = async (): Promise<Response> => {
    const { 0: client, 1: server } = new WebSocketPair();
    server.accept();
    server.close(1012);
    return new Response(null, { status: 101, webSocket: client });
  };
  const getByName = (name: string): unknown => {
    opened += 1;
    return opened === 1 ? { fetch: hangUp } : env.GATE.getByName(name);
  };
  const hearing = { predictionId: id, signal: AbortSignal.timeout(4_000) };
  const heard = hearGate({ getByName }, hearing, () => undefined);
  const { webhook = "" } = (await gpu.request(0)).body;
  await ask(`POST ${new URL(webhook).pathname}`, { body: succeeded("done") });
  expect(await heard).toMatchObject({ type: "ended", record: { id, state: "succeeded" } });
  expect(opened).toBe(2);
});
