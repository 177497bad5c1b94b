import { describe, test, vi } from "vitest";

import { FakeCog } from "../../../test/fake-cog.ts";
import { send } from "../../../test/fake-server.ts";
import { backendAt } from "../../../test/leases.ts";
import { adapterFor } from "../adapter.ts";

const adapter = adapterFor("cog", fetch);

describe("Cog's health", () => {
  test.for([
    ["READY", "ready"],
    ["BUSY", "ready"],
    ["STARTING", "starting"],
    ["SETUP_FAILED", "failed"],
    ["DEFUNCT", "failed"],
    ["UNHEALTHY", "failed"],
  ] as const)("that is %s is %s", async ([status, state], { expect }) => {
    await using cog = await FakeCog.start();
    const setup = { status: "succeeded", logs: "loading\nloaded\n" };
    cog.answerNext((response) => send(response, 200, { status, setup }));
    expect(await adapter.health(backendAt(`${cog.url}/`))).toEqual({
      state,
      detail: `it is ${status}`,
      log: ["loading", "loaded"],
    });
    expect(cog.seen[0]).toMatchObject({ method: "GET", path: "/health-check" });
  });

  test.for([
    [200, {}],
    [200, null],
    [200, []],
    [200, "READY"],
    [503, { status: "READY" }],
    [302, { status: "READY" }],
  ] as const)("cannot be told from status %d and %j", async ([status, body], { expect }) => {
    await using cog = await FakeCog.start();
    cog.answerNext((response) => send(response, status, body));
    expect(await adapter.health(backendAt(cog.url))).toMatchObject({
      state: "unreachable",
      log: [],
    });
    expect(cog.seen).toHaveLength(1);
  });

  test("cannot be told of one that is down, or silent for ten seconds", async ({
    expect,
    onTestFinished,
  }) => {
    const cog = await FakeCog.start();
    const { url } = cog;
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const clock = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(ms / 50));
    onTestFinished(() => clock.mockRestore());
    cog.answerNext(() => {});
    const late = { state: "unreachable", detail: "it did not answer in time" };
    expect(await adapter.health(backendAt(url))).toMatchObject(late);
    expect(clock).toHaveBeenCalledWith(10_000);
    await cog[Symbol.asyncDispose]();
    const down = { state: "unreachable", detail: "it could not be reached" };
    expect(await adapter.health(backendAt(url))).toMatchObject(down);
  });
});
