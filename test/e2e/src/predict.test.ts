import { afterAll, beforeAll, describe, test } from "vitest";

import type { PredictionWithIO } from "@headgate/shared";

import { getPrediction, isEnded, predict, take } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { echo, sleep } from "./system/predictors.ts";
import { publish } from "./system/publish.ts";
import { startBackend, type TestBackend } from "./system/start-backend.ts";
import { startSystem, type System } from "./system/start-system.ts";

let system: System;
let backend: TestBackend;
let slow: TestBackend;

beforeAll(async () => {
  system = await startSystem();
  backend = await startBackend(echo, 4);
  slow = await startBackend(sleep, 4);
  await publish(system.client, ["echo", backend]);
  await publish(system.client, ["sleep", slow]);
});

afterAll(async () => {
  await Promise.all([system.stop(), backend.crash(), slow.crash()]);
});

interface Page {
  items: PredictionWithIO[];
}

const input = { text: "grün 🖼", nested: { list: [1, 2.5, null, true] } };

describe("a prediction", () => {
  test.for(["wait", "wait=10"])(
    "answers `Prefer: %s` with its output",
    async (prefer, { expect }) => {
      const ended = await predict(system.client, ["john/echo", input], { prefer });
      expect(ended).toMatchObject({
        status: "succeeded",
        state: "succeeded",
        input,
        output: input,
      });
      expect(ended).toMatchObject({ error: null, model: { version_number: 1 } });
    },
  );

  test("answers at once without a wait, and polling sees it end", async ({ expect }) => {
    const created = await predict(system.client, ["john/sleep", { ms: 300 }]);
    expect(created).toMatchObject({ output: null });
    expect(["pending", "started"]).toContain(created.status);
    const ended = await eventually(() => getPrediction(system.client, created.id), isEnded);
    expect(ended).toMatchObject({ status: "succeeded", output: { ms: 300 }, logs: ["asleep"] });
    expect(Number(ended.execution_time)).toBeGreaterThanOrEqual(0.3);
  });

  test("is still running when its wait is over, and is never an empty success", async ({
    expect,
  }) => {
    const { status, body, headers } = await system.client({
      path: "/v1/models/john/sleep/predictions",
      body: { input: { ms: 2500 } },
      headers: { prefer: "wait=1" },
    });
    expect(status).toBe(202);
    const unended = body as PredictionWithIO;
    expect(unended).toMatchObject({ status: "started", state: "running", output: null });
    expect(headers.get("location")).toBe(`${system.runtime.url}/v1/predictions/${unended.id}`);
    const ended = await eventually(() => getPrediction(system.client, unended.id), isEnded);
    expect(ended.status).toBe("succeeded");
  });

  test("shows in the list within five seconds, running and then ended", async ({ expect }) => {
    const list = (): Promise<Page> =>
      take(system.client({ method: "GET", path: "/v1/predictions" }));
    const { id } = await predict(system.client, ["john/sleep", { ms: 4000 }]);
    const find = async (): Promise<string | undefined> =>
      (await list()).items.find((item) => item.id === id)?.state;
    expect(await eventually(find, (state) => state !== undefined, 5_000)).toBe("running");
    await eventually(() => getPrediction(system.client, id), isEnded);
    expect(await eventually(find, (state) => state !== "running", 5_000)).toBe("succeeded");
  });
});
