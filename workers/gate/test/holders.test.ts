import { describe, test } from "vitest";

import { backendOf, configOf, failed, openGate, succeeded } from "./gate.ts";
import { tasksOf, withLedger } from "./ledger.ts";
import { openSocket } from "./socket.ts";

const twoBackends = { backends: [backendOf("a", 1), backendOf("b", 1)], runTimeoutMs: 600_000 };

describe("a detached lease that a Worker holds", () => {
  test("is not sent again, through a restart too, and is leased anew when its holder is gone", async ({
    expect,
  }) => {
    await withLedger(twoBackends, (gate) => {
      const id = gate.admit();
      const renew = (holder: string): boolean =>
        gate.run((ledger, now) => ledger.renew({ id, epoch: 1, holder }, now));
      expect([renew("x"), renew("y")]).toEqual([true, false]);
      gate.restart();
      expect(renew("y")).toBe(false);
      expect(gate.sweepAt(59_999).leases).toEqual([]);
      expect(tasksOf(gate.sweepAt(60_000))).toEqual([["dispatch", id]]);
      expect(gate.read(id)).toMatchObject({ epoch: 2, attempt: 2, backendId: "b" });
      expect(renew("x")).toBe(false);
    });
  });

  test("ends with its prediction where that must not be repeated", async ({ expect }) => {
    const { retry } = configOf();
    await withLedger({ ...twoBackends, retry: { ...retry, repeatable: false } }, (gate) => {
      const id = gate.admit();
      gate.run((ledger, now) => ledger.renew({ id, epoch: 1, holder: "x" }, now));
      expect(tasksOf(gate.sweepAt(60_000))).toEqual([["cancel", id]]);
      expect(gate.read(id)?.outcome?.error?.message).toBe(
        "Given up after 1 attempt: backend a was asked by a Worker that is gone.",
      );
    });
  });
});

describe("a cancel", () => {
  test("is heard by whoever listens while the prediction runs, and by who comes later", async ({
    expect,
  }) => {
    const gate = await openGate();
    const lease = await gate.lease();
    const early = await openSocket(gate, lease.predictionId);
    await gate.stub.cancel(lease.predictionId);
    const late = await openSocket(gate, lease.predictionId);
    for (const socket of [early, late]) expect(await socket.next()).toEqual({ type: "cancel" });
    await gate.complete(lease);
    for (const socket of [early, late]) {
      expect(await socket.next()).toMatchObject({ type: "ended" });
    }
  });
});

describe("the success of an older lease", () => {
  test("ends the prediction and gives the newer lease back to be stopped", async ({ expect }) => {
    await withLedger(twoBackends, (gate) => {
      const id = gate.admit();
      gate.refuse(id, "broken");
      const late = { id, epoch: 1, outcome: succeeded('"late"') };
      expect(gate.run((ledger, now) => ledger.complete(late, now))).toMatchObject({
        outcome: "completed",
        cancel: { predictionId: id, epoch: 2, backend: { id: "b" } },
      });
      expect(gate.read(id)?.outcome?.output).toEqual({ inline: '"late"' });
      const again = { id, epoch: 2, outcome: succeeded() };
      expect(gate.run((ledger, now) => ledger.complete(again, now)).outcome).toBe("ignored");
    });
  });
});

describe("a prediction that its model failed", () => {
  test("is tried again where the version's policy says so", async ({ expect }) => {
    const { retry } = configOf();
    await withLedger({ ...twoBackends, retry: { ...retry, onFailure: true } }, (gate) => {
      const id = gate.admit();
      const request = { id, epoch: 1, outcome: failed() };
      expect(gate.run((ledger, now) => ledger.complete(request, now))).toMatchObject({
        outcome: "retried",
        leases: [{ predictionId: id, epoch: 2, backend: { id: "b" } }],
      });
      expect(gate.read(id)?.outcome).toBeNull();
      const internal = {
        ...failed().error,
        source: "internal" as const,
        message: "",
        detail: null,
      };
      const second = { id, epoch: 2, outcome: { ...failed(), error: internal } };
      expect(gate.run((ledger, now) => ledger.complete(second, now)).outcome).toBe("completed");
    });
  });
});

describe("a disabled backend", () => {
  test("is told to stop, and its predictions go elsewhere", async ({ expect }) => {
    await withLedger({ backends: [backendOf("a", 2)] }, (gate) => {
      const [detached, direct] = [gate.admit(), gate.admit("direct")];
      const backends = [{ ...backendOf("a", 2), status: "disabled" as const }, backendOf("b", 1)];
      const config = configOf({ epoch: 2, backends });
      expect(gate.run((ledger, now) => ledger.configure(config, now)).leases).toMatchObject([
        { predictionId: detached, epoch: 2, backend: { id: "b" } },
      ]);
      expect(gate.notices).toContainEqual({ type: "cancel", id: detached });
      expect(gate.read(direct)?.outcome?.error?.message).toMatch(/^Backend a was disabled/);
      expect(gate.dueAt).toBe(0);
      const { leases } = gate.sweepAt(0);
      expect(leases).toMatchObject([
        { task: "cancel", lease: { predictionId: detached, epoch: 1, backend: { id: "a" } } },
        { task: "cancel", lease: { predictionId: direct, backend: { id: "a" } } },
      ]);
    });
  });
});

describe("a baton", () => {
  test("holds no more leases than its caller carries; the rest goes through the queue", async ({
    expect,
  }) => {
    await withLedger({ backends: [backendOf("a", 1)] }, (gate) => {
      const first = gate.admit();
      const waiting = Array.from({ length: 60 }, () => gate.admit());
      const config = configOf({ epoch: 2, backends: [backendOf("a", 100)] });
      expect(gate.run((ledger, now) => ledger.configure(config, now)).leases).toHaveLength(32);
      expect(gate.dueAt).toBe(0);
      const request = { id: first, epoch: 1, outcome: succeeded(), carries: 3 };
      expect(gate.run((ledger, now) => ledger.complete(request, now)).leases).toHaveLength(3);
      expect(gate.sweepAt(0).leases).toHaveLength(waiting.length - 35);
    });
  });
});
