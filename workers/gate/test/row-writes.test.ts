import { describe, test } from "vitest";

import { backendOf } from "./gate.ts";
import { withLedger } from "./ledger.ts";

const oneSlot = { backends: [backendOf("a", 1)], runTimeoutMs: 600_000, queueTimeoutMs: 600_000 };

describe("a prediction", () => {
  test("costs three row writes: admit, complete, purge", async ({ expect }) => {
    await withLedger(oneSlot, (gate) => {
      let id = "";
      expect(gate.rowsWrittenBy(() => (id = gate.admit()))).toBe(1);
      const reference = { id, epoch: 1, backendId: "a" };
      expect(gate.rowsWrittenBy(() => gate.run((ledger) => ledger.dispatched(reference)))).toBe(0);
      gate.now = 61_000;
      expect(gate.rowsWrittenBy(() => gate.complete(id))).toBe(1);
      expect(gate.rowsWrittenBy(() => gate.acknowledge(id))).toBe(1);
      expect(gate.read(id)).toBeUndefined();
    });
  });

  test("costs three when a sweep purges it, too", async ({ expect }) => {
    await withLedger(oneSlot, (gate) => {
      const written = gate.rowsWrittenBy(() => {
        const id = gate.admit();
        gate.complete(id);
        gate.acknowledge(id);
        gate.sweepAt(60_000);
      });
      expect(written).toBe(3);
    });
  });

  test("costs a fourth, its lease, when it waited in the queue", async ({ expect }) => {
    await withLedger(oneSlot, (gate) => {
      const first = gate.admit();
      let queued = "";
      const written = gate.rowsWrittenBy(() => (queued = gate.admit()));
      // The end of the first writes the lease of the second.
      const handedOn = gate.rowsWrittenBy(() => gate.complete(first)) - 1;
      gate.now = 61_000;
      const ended = gate.rowsWrittenBy(() => {
        gate.complete(queued);
        gate.acknowledge(queued);
      });
      expect([written, handedOn, ended]).toEqual([1, 1, 2]);
    });
  });

  test("costs none when it is repeated, refused for want of room, or already over", async ({
    expect,
  }) => {
    await withLedger({ ...oneSlot, maxQueued: 0 }, (gate) => {
      const id = gate.admit();
      const written = gate.rowsWrittenBy(() => {
        expect(() => gate.admit()).toThrow("full");
        gate.complete(id, 7);
        gate.acknowledge(id);
      });
      expect(written).toBe(0);
    });
  });
});

describe("a busy gate", () => {
  test("writes hardly more for its sweeps and alarms than for its predictions", async ({
    expect,
  }) => {
    await withLedger({ backends: [backendOf("a", 1_000)] }, (gate) => {
      const predictions = 3_000;
      let alarmAt = Infinity;
      let alarms = 0;
      const arm = (): void => {
        if (gate.dueAt >= alarmAt) return;
        alarmAt = gate.dueAt;
        alarms += 1;
      };
      const sweepUntil = (end: number): void => {
        while (alarmAt <= end) {
          const at = alarmAt;
          alarmAt = Infinity;
          gate.sweepAt(at);
          arm();
        }
      };
      const rows = gate.rowsWrittenBy(() => {
        for (let n = 0; n < predictions; n += 1) {
          sweepUntil(n * 20);
          gate.now = n * 20;
          const id = gate.admit();
          arm();
          gate.complete(id);
          arm();
          gate.acknowledge(id);
          arm();
        }
        sweepUntil(Number.MAX_SAFE_INTEGER);
      });
      expect(alarmAt).toBe(Infinity);
      expect(rows).toBeGreaterThanOrEqual(3 * predictions);
      expect((rows + alarms) / predictions).toBeLessThan(3.05);
    });
  });
});
