import { describe, test } from "vitest";

import type { BackendCredentials } from "@headgate/shared";

import { BackendFetch } from "./backend-fetch.ts";

/** A network that keeps what was sent into it, and credentials that are sealed by being put in brackets. */
function create(opened: Record<string, BackendCredentials>) {
  const sent: { url: string; headers: Record<string, string> }[] = [];
  let openings = 0;
  const backendFetch = new BackendFetch({
    fetch: async (input, init) => {
      const request = new Request(input, init);
      sent.push({ url: request.url, headers: Object.fromEntries(request.headers) });
      return new Response(null);
    },
    open: async ({ id, sealed }) => {
      openings += 1;
      return opened[`${id} ${sealed}`] ?? null;
    },
  });
  return { backendFetch, sent, openings: () => openings };
}

const url = "https://gpu.example.com/predictions";

describe("a call of a backend", () => {
  test.for<[BackendCredentials, string, string]>([
    [{ type: "bearer", token: "abc" }, "authorization", "Bearer abc"],
    [
      { type: "basic", username: "robot", password: "pässword" },
      "authorization",
      "Basic cm9ib3Q6cMOkc3N3b3Jk",
    ],
    [{ type: "header", name: "X-Api-Key", value: "k 1" }, "x-api-key", "k 1"],
  ])("carries %j as %s", async ([credentials, name, value], { expect }) => {
    const { backendFetch, sent } = create({ "a [1]": credentials });
    const send = await backendFetch.to({ id: "a", credentials: "[1]" }, null);
    await send(url, { method: "POST", headers: { accept: "application/json" } });
    expect(sent).toEqual([{ url, headers: { accept: "application/json", [name]: value } }]);
  });

  test("opens the same credentials once, and changed ones anew", async ({ expect }) => {
    const { backendFetch, sent, openings } = create({
      "a [1]": { type: "bearer", token: "one" },
      "a [2]": { type: "bearer", token: "two" },
    });
    for (const credentials of ["[1]", "[1]", "[2]", "[1]"]) {
      await (
        await backendFetch.to({ id: "a", credentials }, null)
      )(url);
    }
    expect(sent.map(({ headers }) => headers["authorization"])).toEqual([
      "Bearer one",
      "Bearer one",
      "Bearer two",
      "Bearer one",
    ]);
    expect(openings()).toBe(2);
  });

  test("is not made where they cannot be opened, as with another backend's", async ({ expect }) => {
    const { backendFetch, sent } = create({ "a [1]": { type: "bearer", token: "one" } });
    const send = await backendFetch.to({ id: "b", credentials: "[1]" }, null);
    await expect(send(url)).rejects.toThrow("set them again with PATCH");
    expect(sent).toEqual([]);
  });

  test("passes the trace on, and adds nothing else", async ({ expect }) => {
    const { backendFetch, sent } = create({});
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const backend = { id: "a", credentials: null };
    await (
      await backendFetch.to(backend, { traceparent })
    )(new Request(url, { headers: { prefer: "respond-async" } }));
    await (
      await backendFetch.to(backend, { traceparent: null })
    )(url);
    expect(sent.map(({ headers }) => headers)).toEqual([
      { prefer: "respond-async", traceparent },
      {},
    ]);
  });
});
