import { describe, test } from "vitest";

import { backendOf } from "./gate.ts";
import { tasksOf, withLedger } from "./ledger.ts";

const oneSlot = { backends: [backendOf("a", 1)] };

describe("a queued prediction", () => {
  test("expires at its deadline, and its error says that no backend was free", async ({
    expect,
  }) => {
    await withLedger({ ...oneSlot, queueTimeoutMs: 20_000, runTimeoutMs: 600_000 }, (gate) => {
      gate.admit();
      const queued = gate.admit();
      expect(gate.sweepAt(19_999).announce).toEqual([]);
      expect(gate.read(queued)?.state).toBe("queued");
      expect(gate.sweepAt(20_000).announce).toEqual([queued]);
      expect(gate.notices).toEqual([{ type: "ended", id: queued }]);
      expect(gate.read(queued)).toMatchObject({
        state: "expired",
        startedAt: null,
        outcome: {
          state: "expired",
          error: { source: "internal", message: "No backend was free within 20 s." },
        },
      });
    });
  });

  test("keeps its first deadline when a backend refuses it", async ({ expect }) => {
    await withLedger({ ...oneSlot, queueTimeoutMs: 20_000 }, (gate) => {
      const id = gate.admit();
      gate.now = 14_000;
      const refusal = { id, epoch: 1, reason: "busy" as const, retryAfterMs: 60_000, detail: "" };
      gate.run((ledger, now) => ledger.refuse(refusal, now));
      expect(gate.dueAt).toBe(20_000);
      expect(gate.sweepAt(20_000).announce).toEqual([id]);
    });
  });
});

describe("a deadline", () => {
  test("ends what waits and what runs, and its error says so", async ({ expect }) => {
    await withLedger({ ...oneSlot, runTimeoutMs: 600_000 }, (gate) => {
      const deadlineAt = Date.UTC(2026, 9, 1) + 9_000;
      const running = gate.admit("detached", { deadlineAt });
      const queued = gate.admit("detached", { deadlineAt });
      expect(gate.dueAt).toBeLessThanOrEqual(9_000);
      expect(gate.sweepAt(8_999).announce).toEqual([]);
      const sweep = gate.sweepAt(9_000);
      expect(tasksOf(sweep)).toEqual([["cancel", running]]);
      expect(sweep.announce).toEqual([queued, running]);
      for (const id of [running, queued]) {
        expect(gate.read(id)?.outcome).toMatchObject({
          state: "expired",
          error: { message: "The prediction had not ended by its deadline." },
        });
      }
    });
  });
});

describe("a lease that runs out", () => {
  test("expires, has its backend stopped and hands its slot on", async ({ expect }) => {
    await withLedger({ ...oneSlot, queueTimeoutMs: 600_000 }, (gate) => {
      const running = gate.admit();
      const queued = gate.admit();
      const sweep = gate.sweepAt(70_000);
      expect(tasksOf(sweep)).toEqual([
        ["cancel", running],
        ["dispatch", queued],
      ]);
      expect(sweep.leases[0]).toMatchObject({ lease: { epoch: 1, backend: { id: "a" } } });
      expect(sweep.announce).toEqual([running]);
      expect(gate.read(running)?.outcome).toMatchObject({
        state: "expired",
        error: { source: "internal", message: "The backend gave no result within 60 s." },
      });
      expect(gate.complete(running)).toEqual([]);
      expect(gate.read(running)?.state).toBe("expired");
    });
  });

  test("ends as canceled after the grace when a cancel was asked", async ({ expect }) => {
    await withLedger(oneSlot, (gate) => {
      const id = gate.admit();
      gate.now = 1_000;
      expect(gate.run((ledger, now) => ledger.cancel(id, now)).outcome).toBe("requested");
      expect(gate.dueAt).toBeLessThanOrEqual(31_000);
      expect(gate.sweepAt(30_999).announce).toEqual([]);
      expect(gate.sweepAt(31_000).announce).toEqual([id]);
      expect(gate.read(id)).toMatchObject({
        state: "canceled",
        cancelRequested: true,
        outcome: { state: "canceled", error: { message: "The prediction was canceled." } },
      });
    });
  });

  test("ends a direct prediction whose owner stopped renewing it", async ({ expect }) => {
    await withLedger(oneSlot, (gate) => {
      const id = gate.admit("direct");
      gate.now = 20_000;
      expect(gate.run((ledger, now) => ledger.renew({ id, epoch: 1, holder: null }, now))).toBe(
        true,
      );
      expect(gate.sweepAt(49_999).leases).toEqual([]);
      expect(tasksOf(gate.sweepAt(50_000))).toEqual([["cancel", id]]);
      expect(gate.read(id)?.outcome?.error?.message).toMatch(/^The caller's connection was lost/);
      expect(gate.run((ledger, now) => ledger.renew({ id, epoch: 1, holder: null }, now))).toBe(
        false,
      );
    });
  });
});

describe("a cool-down", () => {
  test("that is over hands the queue out by itself", async ({ expect }) => {
    await withLedger(oneSlot, (gate) => {
      const id = gate.admit();
      const refusal = { id, epoch: 1, reason: "busy" as const, retryAfterMs: 5_000, detail: "" };
      gate.run((ledger, now) => ledger.refuse(refusal, now));
      expect(gate.dueAt).toBe(5_000);
      expect(gate.sweepAt(4_999).leases).toEqual([]);
      expect(gate.dueAt).toBe(5_000);
      expect(tasksOf(gate.sweepAt(5_000))).toEqual([["dispatch", id]]);
    });
  });

  test("that a restart forgot does not leave the queue waiting", async ({ expect }) => {
    await withLedger(oneSlot, (gate) => {
      const id = gate.admit();
      const refusal = { id, epoch: 1, reason: "busy" as const, retryAfterMs: 5_000, detail: "" };
      gate.run((ledger, now) => ledger.refuse(refusal, now));
      gate.restart();
      expect(gate.wakesAt).toBeLessThanOrEqual(0);
      expect(tasksOf(gate.sweepAt(1))).toEqual([["dispatch", id]]);
    });
  });

  test("does not wake the gate for a queue that no backend has room for", async ({ expect }) => {
    await withLedger({ ...oneSlot, queueTimeoutMs: 40_000 }, (gate) => {
      gate.admit();
      gate.admit();
      expect(gate.dueAt).toBe(40_000);
    });
  });
});
