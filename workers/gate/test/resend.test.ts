import { describe, test } from "vitest";

import { backendOf } from "./gate.ts";
import { tasksOf, withLedger, type LedgerGate } from "./ledger.ts";

/** A run time-out that ends nothing here. */
const patient = { runTimeoutMs: 7_200_000, queueTimeoutMs: 7_200_000 };

/** Sweeps whenever the gate would, and notes each lease that is sent. */
function sentUntil(gate: LedgerGate, end: number): [at: number, id: string][] {
  const sent: [number, string][] = [];
  for (let due = gate.wakesAt; due <= end; due = gate.dueAt) {
    for (const [, id = ""] of tasksOf(gate.sweepAt(due))) sent.push([due, id]);
  }
  return sent;
}

describe("a lease", () => {
  test("that nobody says was dispatched is sent again after 15 s", async ({ expect }) => {
    await withLedger(patient, (gate) => {
      const id = gate.admit();
      expect(gate.dueAt).toBe(15_000);
      expect(gate.sweepAt(14_999).leases).toEqual([]);
      const { leases } = gate.sweepAt(15_000);
      expect(leases).toMatchObject([
        {
          task: "dispatch",
          lease: { predictionId: id, epoch: 1, attempt: 1, backend: { id: "a" } },
        },
      ]);
      expect(gate.sweepAt(15_001).leases).toEqual([]);
    });
  });

  test("that was dispatched is sent again after 1, 3, 7 and 15 min", async ({ expect }) => {
    await withLedger(patient, (gate) => {
      const id = gate.admit();
      const reference = { id, epoch: 1, backendId: "a" };
      expect(gate.run((ledger) => ledger.dispatched(reference))).toBe(true);
      const minutes = [1, 3, 7, 15].map((minute) => [minute * 60_000, id]);
      expect(sentUntil(gate, 20 * 60_000)).toEqual(minutes);
    });
  });

  test("that is direct is never sent: its owner has it", async ({ expect }) => {
    await withLedger(patient, (gate) => {
      gate.admit("direct");
      expect(gate.sweepAt(29_999).leases).toEqual([]);
    });
  });

  test("of an older epoch is not taken for dispatched", async ({ expect }) => {
    await withLedger(patient, (gate) => {
      const id = gate.admit();
      gate.run((ledger, now) =>
        ledger.refuse({ id, epoch: 1, reason: "busy", retryAfterMs: 1_000, detail: "" }, now),
      );
      gate.sweepAt(1_000);
      const late = { id, epoch: 1 };
      expect(gate.run((ledger) => ledger.dispatched({ ...late, backendId: "b" }))).toBe(false);
      // The newer lease is on the same backend, to which it is the same prediction: it must not be stopped.
      expect(gate.run((ledger) => ledger.dispatched({ ...late, backendId: "a" }))).toBe(true);
      expect(sentUntil(gate, 16_000)).toEqual([[16_000, id]]);
    });
  });

  test("that ended before its dispatch was told is stopped only where nobody got its end", async ({
    expect,
  }) => {
    await withLedger(patient, (gate) => {
      const [done, canceled] = [gate.admit(), gate.admit()];
      gate.complete(done);
      gate.run((ledger, now) => ledger.cancel(canceled, now));
      gate.sweepAt(30_000);
      const isWanted = (id: string): boolean =>
        gate.run((ledger) => ledger.dispatched({ id, epoch: 1, backendId: "a" }));
      expect(isWanted(done)).toBe(true);
      expect(isWanted(canceled)).toBe(false);
    });
  });
});

describe("after a restart", () => {
  test("only leases since the last sweep are sent again at once", async ({ expect }) => {
    await withLedger(patient, (gate) => {
      const early = gate.admit();
      gate.run((ledger) => ledger.dispatched({ id: early, epoch: 1, backendId: "a" }));
      gate.sweepAt(20_000);
      const late = gate.admit();
      gate.now = 50_000;
      gate.restart();
      expect(tasksOf(gate.sweepAt(50_000))).toEqual([["dispatch", late]]);
      expect(tasksOf(gate.sweepAt(60_000))).toEqual([["dispatch", early]]);
    });
  });

  test("a lease that is younger than 15 s gets its time", async ({ expect }) => {
    await withLedger(patient, (gate) => {
      const id = gate.admit();
      gate.now = 5_000;
      gate.restart();
      expect(gate.sweepAt(5_000).leases).toEqual([]);
      expect(sentUntil(gate, 15_000)).toEqual([[15_000, id]]);
    });
  });
});

describe("many leases", () => {
  test("that are due one after the other share sweeps", async ({ expect }) => {
    await withLedger({ ...patient, backends: [backendOf("a", 1_000)] }, (gate) => {
      for (gate.now = 0; gate.now < 1_000; gate.now += 10) gate.admit();
      let sweeps = 0;
      let leases = 0;
      for (let due = 15_000; due <= 17_000; due = gate.dueAt) {
        sweeps += 1;
        leases += gate.sweepAt(due).leases.length;
      }
      expect(leases).toBe(100);
      expect(sweeps).toBeLessThanOrEqual(3);
    });
  });
});
