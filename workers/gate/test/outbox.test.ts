import { describe, test } from "vitest";

import { succeeded, ticketOf } from "./gate.ts";
import { withLedger, type LedgerGate } from "./ledger.ts";

/** Admits one and completes it at `at`. */
function end(gate: LedgerGate, at: number): string {
  const id = gate.admit();
  gate.now = at;
  gate.complete(id);
  return id;
}

describe("an ended prediction", () => {
  test("is announced again after 30 s, then less and less often, until it is acknowledged", async ({
    expect,
  }) => {
    await withLedger({}, (gate) => {
      const id = end(gate, 1_000);
      expect(gate.dueAt).toBe(31_000);
      const announced = [];
      for (let due = gate.dueAt; due < 600_000; due = gate.dueAt) {
        if (gate.sweepAt(due).announce.includes(id)) announced.push(due);
      }
      expect(announced).toEqual([31_000, 61_000, 121_000, 241_000, 481_000]);
      gate.acknowledge(id);
      expect(gate.sweepAt(100_000_000).announce).toEqual([]);
    });
  });

  test("is announced at least once an hour", async ({ expect }) => {
    await withLedger({}, (gate) => {
      const id = end(gate, 0);
      const day = 24 * 3_600_000;
      expect(gate.sweepAt(day).announce).toEqual([id]);
      expect(gate.sweepAt(day + 3_599_999).announce).toEqual([]);
      expect(gate.sweepAt(day + 3_600_000).announce).toEqual([id]);
    });
  });

  test("is announced anew after a restart, and its waking is not forgotten", async ({ expect }) => {
    await withLedger({}, (gate) => {
      const id = end(gate, 0);
      gate.acknowledge(id);
      gate.restart();
      expect(gate.wakesAt).toBe(30_000);
      expect(gate.sweepAt(30_000).announce).toEqual([id]);
    });
  });

  test("wakes the gate for its announcement however late the next check of another is", async ({
    expect,
  }) => {
    await withLedger({ runTimeoutMs: 7_200_000 }, (gate) => {
      const id = gate.admit();
      gate.run((ledger) => ledger.dispatched({ id, epoch: 1, backendId: "a" }));
      const hour = 3_600_000;
      gate.sweepAt(hour);
      expect(gate.dueAt).toBeGreaterThan(hour + 60_000);
      gate.now = hour + 1_000;
      gate.complete(id);
      expect(gate.dueAt).toBe(hour + 31_000);
    });
  });
});

describe("an acknowledged row", () => {
  test("is purged by a sweep when its id can no longer be admitted", async ({ expect }) => {
    await withLedger({}, (gate) => {
      const id = end(gate, 1_000);
      gate.acknowledge(id);
      expect(gate.dueAt).toBe(60_000);
      gate.sweepAt(59_999);
      expect(gate.read(id)?.state).toBe("succeeded");
      expect(gate.sweepAt(60_000).announce).toEqual([]);
      expect(gate.read(id)).toBeUndefined();
      expect(gate.dueAt).toBe(Infinity);
    });
  });

  test("is purged at once when its id is older than that", async ({ expect }) => {
    await withLedger({ runTimeoutMs: 600_000 }, (gate) => {
      const id = end(gate, 60_000);
      gate.acknowledge(id);
      expect(gate.read(id)).toBeUndefined();
      expect(gate.run((ledger, now) => ledger.cancel(id, now)).outcome).toBe("unknown");
    });
  });

  test("stays when the acknowledgement names one that still runs", async ({ expect }) => {
    await withLedger({ runTimeoutMs: 600_000 }, (gate) => {
      const id = gate.admit();
      gate.now = 61_000;
      gate.acknowledge(id);
      expect(gate.read(id)?.state).toBe("running");
      gate.complete(id);
      expect(gate.sweepAt(91_000).announce).toEqual([id]);
    });
  });
});

describe("commands of one group", () => {
  test("see what an earlier one changed: a repeat after the end gets the ended record", async ({
    expect,
  }) => {
    await withLedger({}, (gate) => {
      const id = gate.admit();
      const repeat = gate.run((ledger, now) => {
        ledger.complete({ id, epoch: 1, outcome: succeeded() }, now);
        return ledger.admit({ id, configEpoch: 1, ticket: ticketOf("detached") }, now);
      });
      expect(repeat).toMatchObject({ outcome: "ended", record: { state: "succeeded" } });
    });
  });

  test("may end one before its row was written, and admit it again", async ({ expect }) => {
    await withLedger({ backends: [] }, (gate) => {
      const first = gate.admit();
      const id = first.replace(/.{8}$/, "00000000");
      const request = { id, configEpoch: 1, ticket: ticketOf("detached") };
      const repeat = gate.run((ledger, now) => {
        ledger.admit(request, now);
        ledger.cancel(id, now);
        return ledger.admit(request, now);
      });
      expect(repeat).toMatchObject({ outcome: "ended", record: { state: "canceled" } });
    });
  });

  test("purge what ended among them", async ({ expect }) => {
    await withLedger({ runTimeoutMs: 600_000 }, (gate) => {
      const id = gate.admit();
      gate.now = 61_000;
      gate.run((ledger, now) => {
        ledger.complete({ id, epoch: 1, outcome: succeeded() }, now);
        ledger.acknowledge([id], now);
      });
      expect(gate.read(id)).toBeUndefined();
    });
  });
});
