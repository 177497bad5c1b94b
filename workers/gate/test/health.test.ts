import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, test } from "vitest";

import { backendOf, openGate } from "./gate.ts";
import { tasksOf, withLedger, type LedgerGate } from "./ledger.ts";
import { awaitSent } from "./queues.ts";

const oneBackend = { backends: [backendOf("a", 5)] };

/** Five predictions that could not be brought to their backend. */
function failFive(gate: LedgerGate): string[] {
  const ids = Array.from({ length: 5 }, () => gate.admit());
  for (const id of ids) gate.refuse(id, "unreachable");
  return ids;
}

describe("a backend's breaker", () => {
  test("is written when it opens and when it closes, and not in between", async ({ expect }) => {
    await withLedger(oneBackend, (gate) => {
      const ids = Array.from({ length: 5 }, () => gate.admit());
      const written = ids.map((id) => gate.rowsWrittenBy(() => gate.refuse(id, "unreachable")));
      expect(written).toEqual([1, 1, 1, 1, 2]);
      gate.sweepAt(5_000);
      const [probe = ""] = ids;
      expect(gate.rowsWrittenBy(() => gate.complete(probe, 2))).toBeGreaterThan(1);
      expect(gate.capacity.backends[0]?.breaker.state).toBe("closed");
    });
  });

  test("outlives the object, and so does the one that tries", async ({ expect }) => {
    await withLedger(oneBackend, (gate) => {
      const [probe = "", ...others] = failFive(gate);
      gate.restart();
      expect(gate.sweepAt(4_999).leases).toEqual([]);
      expect(tasksOf(gate.sweepAt(5_000))).toEqual([["dispatch", probe]]);
      expect(gate.read(probe)?.receipt?.reason).toBe("probe");
      gate.restart();
      expect(gate.capacity.backends[0]).toMatchObject({
        running: 1,
        breaker: { state: "half_open", openUntil: expect.any(Number) as number },
      });
      expect(gate.sweepAt(6_000).leases).toEqual([]);
      const next = gate.complete(probe, 2).map(({ predictionId }) => predictionId);
      expect(next).toEqual(others);
    });
  });

  test("closes when its backend takes the one that tries", async ({ expect }) => {
    await withLedger(oneBackend, (gate) => {
      const [probe = ""] = failFive(gate);
      gate.sweepAt(5_000);
      gate.run((ledger) => ledger.dispatched({ id: probe, epoch: 2, backendId: "a" }));
      expect(gate.dueAt).toBe(5_000);
      expect(gate.sweepAt(5_000).leases).toHaveLength(4);
    });
  });
});

describe("a gate whose backend takes the one that tries", () => {
  test("hands the rest out by its alarm, without another call", async ({ expect }) => {
    const gate = await openGate({ backends: [backendOf("a", 5)] });
    const leases = await Promise.all(Array.from({ length: 5 }, () => gate.lease()));
    for (const { predictionId: id } of leases) {
      await gate.stub.refuse({
        id,
        epoch: 1,
        reason: "unreachable",
        retryAfterMs: null,
        detail: "",
      });
    }
    await runInDurableObject(gate.stub, (_, { storage }) => {
      storage.sql.exec(
        `UPDATE gate SET health = json_set(health, '$.a.breaker.openUntil', 1, '$.a.coolUntil', 1)`,
      );
      storage.sql.exec("UPDATE predictions SET not_before = 0");
    });
    await evictDurableObject(gate.stub);
    const [first, second] = leases.map(({ predictionId }) => predictionId);
    expect(await awaitSent(first ?? "")).toMatchObject([{ body: { lease: { epoch: 2 } } }]);
    await gate.stub.dispatched({ id: first ?? "", epoch: 2, backendId: "a" });
    expect(await awaitSent(second ?? "")).toMatchObject([{ body: { lease: { epoch: 2 } } }]);
  });
});

describe("a cool-down", () => {
  test("that is longer than an object sleeps outlives it", async ({ expect }) => {
    await withLedger({ backends: [backendOf("a", 1)] }, (gate) => {
      const id = gate.admit();
      gate.refuse(id, "busy", { retryAfterMs: 20_000 });
      gate.restart();
      expect(gate.sweepAt(19_999).leases).toEqual([]);
      expect(tasksOf(gate.sweepAt(20_000))).toEqual([["dispatch", id]]);
    });
  });
});

describe("run times", () => {
  test("are known after a restart, as of the last sweep", async ({ expect }) => {
    await withLedger({ backends: [backendOf("a", 2)] }, (gate) => {
      const id = gate.admit();
      gate.admit();
      gate.now = 8_000;
      gate.complete(id);
      gate.sweepAt(15_000);
      gate.restart();
      expect(gate.capacity.backends[0]?.meanRunMs).toBe(8_000);
    });
  });
});
