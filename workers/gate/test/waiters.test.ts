import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, test } from "vitest";

import { Waiters } from "../src/waiters.ts";
import { backendOf, openGate } from "./gate.ts";
import { openSocket } from "./socket.ts";

const oneSlot = { backends: [backendOf("a", 1)] };

describe("a waiter", () => {
  test("hears how a running prediction ends, and is hung up on", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    const lease = await gate.lease();
    const socket = await openSocket(gate, lease.predictionId);
    await gate.complete(lease);
    expect(await socket.next()).toMatchObject({
      type: "ended",
      record: {
        id: lease.predictionId,
        state: "succeeded",
        outcome: { output: { inline: '"done"' } },
      },
    });
    expect(await socket.closed).toBe(1000);
  });

  test("is answered at once when the prediction has ended", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    const lease = await gate.lease();
    await gate.complete(lease);
    const socket = await openSocket(gate, lease.predictionId);
    expect(await socket.next()).toMatchObject({ type: "ended", record: { state: "succeeded" } });
    expect(await socket.closed).toBe(1000);
  });

  test("is told when the gate knows no such prediction", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    const socket = await openSocket(gate, gate.newId());
    expect(await socket.next()).toEqual({ type: "unknown" });
    expect(await socket.closed).toBe(1000);
  });

  test("hears the end from an object that was evicted meanwhile", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    const lease = await gate.lease();
    const socket = await openSocket(gate, lease.predictionId);
    await evictDurableObject(gate.stub);
    await gate.complete(lease);
    expect(await socket.next()).toMatchObject({ type: "ended", record: { state: "succeeded" } });
  });

  test("hears the cancel of a queued prediction, and so do all who wait for it", async ({
    expect,
  }) => {
    const gate = await openGate(oneSlot);
    await gate.lease();
    const id = gate.newId();
    await gate.admit(id);
    const sockets = [await openSocket(gate, id), await openSocket(gate, id)];
    await gate.stub.cancel(id);
    for (const socket of sockets) {
      expect(await socket.next()).toMatchObject({ type: "ended", record: { state: "canceled" } });
    }
  });

  test("of a plain request is told to upgrade", async ({ expect }) => {
    const gate = await openGate();
    const response = await gate.stub.fetch(`https://gate/wait/${gate.newId()}`);
    expect(response.status).toBe(426);
    expect(await response.text()).toBe("");
  });
});

describe("the owner of a queued direct prediction", () => {
  test("hears its lease when a slot comes free, through an eviction too", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    const first = await gate.lease();
    const id = gate.newId();
    await gate.admit(id, "direct");
    const socket = await openSocket(gate, id);
    await evictDurableObject(gate.stub);
    expect(await gate.complete(first)).toEqual([]);
    expect(await socket.next()).toMatchObject({
      type: "lease",
      lease: { predictionId: id, epoch: 1, ticket: { mode: "direct" } },
    });
  });

  test("hears its lease when it opens its socket after the grant", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    const first = await gate.lease();
    const id = gate.newId();
    await gate.admit(id, "direct");
    await gate.complete(first);
    const socket = await openSocket(gate, id);
    expect(await socket.next()).toMatchObject({ type: "lease", lease: { predictionId: id } });
  });

  test("hears its lease once, though both its opening and the grant tell it", async ({
    expect,
  }) => {
    const gate = await openGate(oneSlot);
    const lease = await gate.lease("direct");
    const id = lease.predictionId;
    const socket = await openSocket(gate, id);
    expect(await socket.next()).toEqual({ type: "lease", lease });
    await runInDurableObject(gate.stub, (_, state) => {
      new Waiters(state).tell(id, () => ({ type: "lease", lease }));
    });
    await gate.complete(lease);
    expect(await socket.next()).toMatchObject({ type: "ended" });
  });

  test("leaves the queue by closing its socket", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    await gate.lease();
    const id = gate.newId();
    await gate.admit(id, "direct");
    const socket = await openSocket(gate, id);
    await socket.close();
    expect(await gate.stub.capacity()).toMatchObject({ queued: 0, running: 1 });
    expect(await gate.stub.read([id])).toMatchObject([{ state: "canceled", startedAt: null }]);
  });

  test("is missed after a crash that it does not come back from, and leaves the queue", async ({
    expect,
  }) => {
    const gate = await openGate(oneSlot);
    await gate.lease();
    const [lost, back, late] = [gate.newId(), gate.newId(), gate.newId()];
    await gate.admit(lost, "direct");
    await gate.admit(back, "direct");
    await evictDurableObject(gate.stub);
    const socket = await openSocket(gate, back);
    await gate.admit(late, "direct");
    await expect
      .poll(() => gate.stub.read([lost]), { timeout: 9_000 })
      .toMatchObject([{ state: "canceled", startedAt: null }]);
    const others = await gate.stub.read([back, late]);
    expect(others.map(({ state }) => state)).toEqual(["queued", "queued"]);
    await socket.close();
  });

  test("keeps its place while another of its sockets is open", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    await gate.lease();
    const id = gate.newId();
    await gate.admit(id, "direct");
    const old = await openSocket(gate, id);
    const socket = await openSocket(gate, id);
    await old.close();
    expect(await gate.stub.capacity()).toMatchObject({ queued: 1 });
    await socket.close();
    expect(await gate.stub.capacity()).toMatchObject({ queued: 0 });
  });

  test("keeps its place when a refused lease's socket closes late", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    const first = await gate.lease();
    const id = gate.newId();
    await gate.admit(id, "direct");
    const socket = await openSocket(gate, id);
    await gate.complete(first);
    expect(await socket.next()).toMatchObject({ type: "lease" });
    await evictDurableObject(gate.stub);
    await gate.stub.refuse({ id, epoch: 1, reason: "busy", retryAfterMs: 60_000, detail: "" });
    await socket.close();
    expect(await gate.stub.capacity()).toMatchObject({ queued: 1, running: 0 });
  });
});

describe("a detached prediction", () => {
  test("stays in the queue when its waiter hangs up", async ({ expect }) => {
    const gate = await openGate(oneSlot);
    await gate.lease();
    const id = gate.newId();
    await gate.admit(id);
    const socket = await openSocket(gate, id);
    await socket.close();
    expect(await gate.stub.capacity()).toMatchObject({ queued: 1 });
  });
});
