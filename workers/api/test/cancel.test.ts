import { describe, test } from "vitest";

import { capacityOf } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { expectRefusal } from "./refusals.ts";
import { callBack, makeVersionWith, predict } from "./scene.ts";

describe("canceling", () => {
  test("ends one that waits at once, and may be repeated", async ({ expect }) => {
    const { owner, token, version } = await makeVersionWith();
    await predict({ owner, version });
    const { id, state } = await predict({ owner, version });
    expect(state).toBe("queued");
    for (let time = 0; time < 2; time += 1) {
      const answer = await call(`POST /v1/predictions/${id}/cancel`, { token });
      expect([answer.status, answer.text]).toEqual([200, "null"]);
    }
    expect(await ask(`GET /v1/predictions/${id}`, { token })).toMatchObject({
      state: "canceled",
      status: "failed",
      error: { source: "internal" },
    });
    expect(await capacityOf(version)).toMatchObject({ running: 1, queued: 0 });
  });

  test("asks the backend of one that runs, which keeps its slot until that answers", async ({
    expect,
  }) => {
    const { owner, token, version, gpu } = await makeVersionWith();
    const { id } = await predict({ owner, version });
    const { webhook = "" } = (await gpu.request(0)).body;
    const answer = await call(`POST /v1/predictions/${id}/cancel`, { token });
    expect([answer.status, answer.text]).toEqual([200, "null"]);
    expect((await gpu.request(1)).route).toBe(`POST /predictions/${id}/cancel`);
    expect(await ask(`GET /v1/predictions/${id}`, { token })).toMatchObject({ state: "running" });
    await ask(`POST ${new URL(webhook).pathname}`, { body: { status: "canceled" } });
    expect(await ask(`GET /v1/predictions/${id}`, { token })).toMatchObject({ state: "canceled" });
    expect(await capacityOf(version)).toMatchObject({ running: 0 });
  });

  test("ends one that its backend knows nothing of", async ({ expect }) => {
    const { owner, token, version, gpu } = await makeVersionWith();
    const { id } = await predict({ owner, version });
    await gpu.request(0);
    gpu.script = () => new Response(null, { status: 404 });
    await ask(`POST /v1/predictions/${id}/cancel`, { token });
    await expect
      .poll(() => ask(`GET /v1/predictions/${id}`, { token }))
      .toMatchObject({ state: "canceled" });
  });

  test("is a conflict once it has ended", async ({ expect }) => {
    const { owner, token, version, gpu } = await makeVersionWith();
    const { id } = await predict({ owner, version });
    await callBack(gpu);
    const answer = await call(`POST /v1/predictions/${id}/cancel`, { token });
    expect(expectRefusal(expect, answer, "conflict")).toContain("succeeded");
  });
});
