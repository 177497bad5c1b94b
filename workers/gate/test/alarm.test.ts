import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, test } from "vitest";

import type { VersionGate } from "../src/index.ts";
import { backendOf, openGate, type TestGate } from "./gate.ts";
import { awaitSent } from "./queues.ts";

const oneSlot = { backends: [backendOf("a", 1)] };

function alarmOf(gate: TestGate): Promise<number | null> {
  return runInDurableObject(gate.stub, (_, { storage }) => storage.getAlarm());
}

/** How far away the alarm is, in milliseconds. */
async function alarmIn(gate: TestGate): Promise<number> {
  return ((await alarmOf(gate)) ?? Infinity) - Date.now();
}

describe("the alarm", () => {
  test("is armed by what is due next and moves only to earlier times", async ({ expect }) => {
    const gate = await openGate({ ...oneSlot, queueTimeoutMs: 10_000 });
    expect(await alarmOf(gate)).toBeNull();
    const lease = await gate.lease("direct");
    const first = await alarmOf(gate);
    expect(first).toBe(lease.expiresAt);
    await gate.stub.renew({ id: lease.predictionId, epoch: 1, holder: null });
    expect(await alarmOf(gate)).toBe(first);
    await gate.admit(gate.newId());
    const second = await alarmOf(gate);
    expect(second).toBeLessThan(first ?? 0);
    await gate.complete(lease);
    expect(await alarmOf(gate)).toBe(second);
  });

  test("is armed by an object that wakes up without one", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    await gate.lease();
    await runInDurableObject(gate.stub, (_, { storage }) => storage.deleteAlarm());
    await evictDurableObject(gate.stub);
    const inMs = await alarmIn(gate);
    expect(inMs).toBeGreaterThan(10_000);
    expect(inMs).toBeLessThanOrEqual(15_000);
  });

  test("that an object finds armed is left as it is", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    await gate.lease();
    const armed = await alarmOf(gate);
    await evictDurableObject(gate.stub);
    await gate.stub.capacity();
    expect(await alarmOf(gate)).toBe(armed);
  });

  test("goes off by itself, on an object that was evicted too, and sends the lease", async ({
    expect,
  }) => {
    const gate = await openGate(oneSlot);
    const { predictionId: id } = await gate.lease();
    await gate.stub.refuse({ id, epoch: 1, reason: "busy", retryAfterMs: 300, detail: "" });
    await evictDurableObject(gate.stub);
    const sent = await awaitSent(id);
    expect(sent).toMatchObject([
      { queue: "headgate-leases", body: { task: "dispatch", lease: { epoch: 2, attempt: 1 } } },
    ]);
    expect(await gate.stub.capacity()).toMatchObject({ queued: 0, running: 1 });
    expect(await alarmIn(gate)).toBeGreaterThan(0);
  });

  test("is put off instead of failing for the last time", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    await runInDurableObject(gate.stub, (instance: VersionGate) => {
      return instance.alarm({ isRetry: true, retryCount: 5, scheduledTime: Date.now() });
    });
    const inMs = await alarmIn(gate);
    expect(inMs).toBeGreaterThan(50_000);
    expect(inMs).toBeLessThanOrEqual(60_000);
  });

  test("is gone once nothing is left", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    const lease = await gate.lease();
    await gate.complete(lease);
    await gate.stub.acknowledge([lease.predictionId]);
    expect(await runDurableObjectAlarm(gate.stub)).toBe(true);
    expect(await alarmOf(gate)).not.toBeNull();
    const old = gate.newId(Date.now() - 120_000);
    await runInDurableObject(gate.stub, (_, { storage }) => {
      storage.sql.exec("UPDATE predictions SET id = ?", old);
    });
    await evictDurableObject(gate.stub);
    await gate.stub.acknowledge([old]);
    expect(await gate.stub.read([old])).toEqual([]);
    expect(await runDurableObjectAlarm(gate.stub)).toBe(true);
    expect(await alarmOf(gate)).toBeNull();
  });
});

describe("a sweep by the alarm", () => {
  test("sends an expired lease's cancel, the next lease and the announcement", async ({
    expect,
  }) => {
    const gate = await openGate(oneSlot);
    const { predictionId: running } = await gate.lease();
    const queued = gate.newId();
    await gate.admit(queued);
    await runInDurableObject(gate.stub, (_, { storage }) => {
      storage.sql.exec("UPDATE predictions SET expires_at = 1 WHERE id = ?", running);
    });
    await evictDurableObject(gate.stub);
    expect(await runDurableObjectAlarm(gate.stub)).toBe(true);
    const sent = await awaitSent(running, 2);
    expect(sent.map(({ queue }) => queue).toSorted()).toEqual([
      "headgate-events",
      "headgate-leases",
    ]);
    expect(sent).toContainEqual({ queue: "headgate-events", body: { predictionIds: [running] } });
    expect(sent.some(({ body }) => "task" in body && body.task === "cancel")).toBe(true);
    expect(await awaitSent(queued)).toMatchObject([
      { body: { task: "dispatch", lease: { predictionId: queued } } },
    ]);
  });

  test("sends a lease with a large input as a reference, for which it gives the lease", async ({
    expect,
  }) => {
    const gate = await openGate(oneSlot);
    const id = gate.newId();
    const input = { inline: JSON.stringify("ы".repeat(60_000)) };
    await gate.admit(id, "detached", { input });
    await runInDurableObject(gate.stub, (_, { storage }) => {
      storage.sql.exec("UPDATE predictions SET started_at = 1 WHERE id = ?", id);
    });
    await evictDurableObject(gate.stub);
    await runDurableObjectAlarm(gate.stub);
    const reference = { id, epoch: 1 };
    expect(await awaitSent(id)).toMatchObject([{ body: { task: "dispatch", reference } }]);
    expect(await gate.stub.lease(reference)).toMatchObject({ predictionId: id, ticket: { input } });
    expect(await gate.stub.lease({ id, epoch: 2 })).toBeNull();
  });

  test("sends a lease whose input is as large as may be in a message", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    const id = gate.newId();
    const input = { inline: JSON.stringify("ы".repeat(59_900)) };
    await gate.admit(id, "detached", { input });
    await runInDurableObject(gate.stub, (_, { storage }) => {
      storage.sql.exec("UPDATE predictions SET started_at = 1 WHERE id = ?", id);
    });
    await evictDurableObject(gate.stub);
    await runDurableObjectAlarm(gate.stub);
    expect(await awaitSent(id)).toMatchObject([{ body: { lease: { ticket: { input } } } }]);
  });
});
