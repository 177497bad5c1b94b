import { test } from "vitest";

import { backendOf, callTo } from "../../test/calls.ts";
import { FakeServer, send } from "../../test/fake-server.ts";
import { adapterFor } from "./adapter.ts";

test.for([
  ["openai", null],
  ["open-inference", { model: "m" }],
  ["http", { path: "/" }],
] as const)("a training fails on %s, which has none", async ([protocol, settings], { expect }) => {
  await using server = await FakeServer.serving((_, response) => send(response, 200, {}));
  const call = {
    ...callTo(backendOf(server.url, protocol, settings), {}),
    task: "training" as const,
  };
  const adapter = adapterFor(protocol, fetch);
  for (const submission of [await adapter.predict(call), await adapter.stream(call)]) {
    expect(submission).toMatchObject({ outcome: "ended", result: { state: "failed" } });
  }
  expect(server.seen).toEqual([]);
});
