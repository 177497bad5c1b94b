import { afterAll, beforeAll, describe, test } from "vitest";

import { getPrediction, isEnded, predict, take } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { predictAndHangUp } from "./system/hang-up.ts";
import { sleep } from "./system/predictors.ts";
import { publish } from "./system/publish.ts";
import { readGates } from "./system/read-gate.ts";
import { startBackend, type TestBackend } from "./system/start-backend.ts";
import { startSystem, type System } from "./system/start-system.ts";

const model = "john/sleep";
const long = { ms: 25_000 };

let system: System;
let backend: TestBackend;

beforeAll(async () => {
  system = await startSystem();
  backend = await startBackend(sleep, 1);
  await publish(system.client, ["sleep", backend]);
});

afterAll(async () => {
  await Promise.all([system.stop(), backend.crash()]);
});

function cancel(id: string): Promise<null> {
  return take(system.client({ path: `/v1/predictions/${id}/cancel` }));
}

function untilBusy(id: string): Promise<unknown> {
  return eventually(
    () => backend.counters,
    ({ startedIds, inFlight }) => startedIds.at(-1) === id && inFlight === 1,
  );
}

function untilIdle(): Promise<unknown> {
  return eventually(
    () => backend.counters.inFlight,
    (inFlight) => inFlight === 0,
    3_000,
  );
}

/** The slot is free: the next prediction runs at once. */
async function next(): Promise<string> {
  const { status } = await predict(system.client, [model, { ms: 1 }], { prefer: "wait=5" });
  return status;
}

describe("a cancel", () => {
  test("stops the backend of a running prediction and frees its slot", async ({ expect }) => {
    const { id } = await predict(system.client, [model, long]);
    await untilBusy(id);
    expect(await cancel(id)).toBeNull();
    await untilIdle();
    const ended = await eventually(() => getPrediction(system.client, id), isEnded);
    expect(ended).toMatchObject({ status: "failed", state: "canceled", output: null });
    expect(await next()).toBe("succeeded");
  });

  test("ends a queued prediction at once, which never reaches its backend", async ({ expect }) => {
    const first = await predict(system.client, [model, long]);
    await untilBusy(first.id);
    const queued = await predict(system.client, [model, long]);
    expect(queued).toMatchObject({ status: "pending", state: "queued" });
    await cancel(queued.id);
    const ended = await getPrediction(system.client, queued.id);
    expect(ended).toMatchObject({ status: "failed", state: "canceled" });
    await cancel(first.id);
    await untilIdle();
    expect(await next()).toBe("succeeded");
    expect(backend.counters.startedIds).not.toContain(queued.id);
  });

  test("of what has ended is a conflict, and of nobody's is not found", async ({ expect }) => {
    const { id } = await predict(system.client, [model, { ms: 1 }], { prefer: "wait=5" });
    const ended = await system.client({ path: `/v1/predictions/${id}/cancel` });
    expect(ended).toMatchObject({ status: 409, body: { code: "conflict" } });
    const unknown = await system.client({ path: "/v1/predictions/nobodys/cancel" });
    expect(unknown).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  test("by another caller ends a direct prediction for whoever waits", async ({ expect }) => {
    const answer = predict(system.client, [model, long], { prefer: "wait" });
    const [id] = await eventually(
      () => backend.counters.startedIds.slice(-1),
      () => backend.counters.inFlight === 1,
    );
    await cancel(String(id));
    expect(await answer).toMatchObject({ id, status: "failed", state: "canceled" });
    await untilIdle();
    expect(await next()).toBe("succeeded");
  });
});

describe("a caller of a direct prediction that hangs up", () => {
  test("stops its backend and frees the slot", async ({ expect }) => {
    const hangUp = await predictAndHangUp(caller(), [model, long]);
    const id = await eventually(
      () => backend.counters.startedIds.at(-1),
      () => backend.counters.inFlight === 1,
    );
    hangUp();
    await untilIdle();
    const ended = await eventually(() => getPrediction(system.client, String(id)), isEnded, 5_000);
    expect(ended.state).toBe("canceled");
    expect(await next()).toBe("succeeded");
  });

  test("leaves the queue when it waits there", async ({ expect }) => {
    const first = await predict(system.client, [model, long]);
    await untilBusy(first.id);
    const hangUp = await predictAndHangUp(caller(), [model, long]);
    const queued = await eventually(findQueued, (id) => id !== undefined);
    hangUp();
    await eventually(findQueued, (id) => id === undefined, 3_000);
    expect(await getPrediction(system.client, String(queued))).toMatchObject({ state: "canceled" });
    await cancel(first.id);
    expect(await next()).toBe("succeeded");
    expect(backend.counters.startedIds).not.toContain(queued);
  });
});

function caller(): { url: string; token: string } {
  return { url: system.runtime.url, token: system.token };
}

function findQueued(): string | undefined {
  return readGates(system.stateFolder).find(({ state }) => state === "queued")?.id;
}
