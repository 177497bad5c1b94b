import { describe, test } from "vitest";

import { backend, TestSchedule, testConfig } from "../../test/test-schedule.ts";
import { cancel } from "./cancel.ts";
import { complete, dispatched } from "./complete.ts";
import { nextDueAt } from "./due.ts";
import { scheduleTimes } from "./times.ts";

describe("the end of a lease", () => {
  test("frees nothing twice", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p1");
    expect(gate.complete("p1", "failed")).toBe("completed");
    expect(gate.complete("p1", "succeeded")).toBeNull();
    expect(gate.schedule.running).toBe(0);
  });

  test("of an older one changes nothing, unless it is a success", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1), backend("b", 1));
    gate.admit("p1");
    gate.refuse("p1", "broken");
    gate.grant();
    expect(gate.complete("p1", "failed", 1)).toBeNull();
    expect(gate.complete("p1", "succeeded", 0)).toBeNull();
    expect(gate.complete("p1", "succeeded", 3)).toBeNull();
    expect(gate.leased("b")).toBe(1);
  });

  test("of an older one that succeeded ends the prediction, and gives the newer one back", ({
    expect,
  }) => {
    const gate = new TestSchedule(backend("a", 1), backend("b", 1));
    gate.admit("p1");
    gate.refuse("p1", "broken");
    gate.grant();
    const late = { id: "p1", epoch: 1, state: "succeeded", byBackend: true } as const;
    expect(complete(gate.schedule, late, 5)).toMatchObject({
      entry: { state: "succeeded", completedAt: 5, epoch: 2 },
      replaced: { backend: { id: "b" } },
    });
    expect(gate.leased("b")).toBe(0);
    expect(complete(gate.schedule, late, 6)).toBeNull();
  });

  test("of an older one that succeeded takes the prediction out of the queue", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p1");
    gate.refuse("p1", "broken");
    const late = { id: "p1", epoch: 1, state: "succeeded", byBackend: true } as const;
    expect(complete(gate.schedule, late, 5)).toMatchObject({ replaced: null });
    expect(gate.schedule.queue.length).toBe(0);
  });

  test("that failed is tried again where the policy says so", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1)).with({
      retry: { ...testConfig.retry, onFailure: true, maxAttempts: 2 },
    });
    gate.admit("p1");
    expect(gate.complete("p1", "failed")).toBe("retried");
    expect(gate.entry("p1")?.attempts).toEqual([{ backendId: "a", at: 0, outcome: "failed" }]);
    gate.now = 1_000;
    expect(gate.grant()).toEqual(["p1 a"]);
    expect(gate.complete("p1", "failed")).toBe("completed");
  });

  test("comes by itself when nobody completes it, and names the backend to stop", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p1");
    const late = testConfig.runTimeoutMs + scheduleTimes.expiryMarginMs;
    expect(gate.expireAt(late - 1).ran).toEqual([]);
    const { ran } = gate.expireAt(late);
    expect(ran.map(({ entry, backend: { id } }) => [entry.state, id])).toEqual([["expired", "a"]]);
    expect(gate.schedule.running).toBe(0);
  });
});

describe("cancel", () => {
  test("ends a queued prediction at once", ({ expect }) => {
    const gate = new TestSchedule();
    gate.admit("p1");
    expect(cancel(gate.schedule, "p1", 1)?.state).toBe("canceled");
    expect(gate.schedule.queue.length).toBe(0);
  });

  test("keeps the slot of a running one until its backend or the grace ends it", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admitMany(2);
    expect(cancel(gate.schedule, "p1", 0)?.state).toBe("running");
    expect(gate.grant()).toEqual([]);
    const { ran } = gate.expireAt(scheduleTimes.cancelGraceMs);
    expect(ran.map(({ entry }) => entry.state)).toEqual(["canceled"]);
    expect(gate.grant()).toHaveLength(1);
  });
});

describe("a detached lease", () => {
  test("is sent again until its backend has it", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p1");
    expect(nextDueAt(gate.schedule, 0)).toBe(scheduleTimes.resendMs);
    expect(gate.expireAt(scheduleTimes.resendMs).resend).toHaveLength(1);
    expect(gate.expireAt(scheduleTimes.resendMs + 1).resend).toEqual([]);
    expect(nextDueAt(gate.schedule, gate.now)).toBe(60_000);
  });

  test("that was dispatched is sent again after 1, 3 and 7 minutes", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1)).with({ runTimeoutMs: 3_600_000 });
    gate.admit("p1");
    expect(dispatched(gate.schedule, { id: "p1", epoch: 1 })).toBe(true);
    const sent = [];
    for (let due = nextDueAt(gate.schedule, 0); sent.length < 3;) {
      sent.push([due, gate.expireAt(due).resend.length]);
      due = nextDueAt(gate.schedule, due);
    }
    expect(sent).toEqual([
      [60_000, 1],
      [180_000, 1],
      [420_000, 1],
    ]);
  });

  test("is not sent again when its end is near: by then its slot may be somebody else's", ({
    expect,
  }) => {
    const gate = new TestSchedule(backend("a", 1)).with({ runTimeoutMs: 50_500 });
    gate.admit("p1");
    dispatched(gate.schedule, { id: "p1", epoch: 1 });
    expect(nextDueAt(gate.schedule, 0)).toBe(60_000);
    expect(gate.expireAt(60_000)).toMatchObject({ resend: [], ran: [] });
    expect(nextDueAt(gate.schedule, 60_000)).toBe(60_500);
    expect(gate.expireAt(60_500).ran).toHaveLength(1);
  });

  test("belongs to the first who renews it, is sent to nobody else, and lasts a minute", ({
    expect,
  }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p1");
    gate.now = 10_000;
    expect([gate.renew("p1", "x"), gate.renew("p1", "y"), gate.renew("p1", null)]).toEqual([
      true,
      false,
      false,
    ]);
    const { resend, ran } = gate.expireAt(69_999);
    expect([resend, ran]).toEqual([[], []]);
    expect(gate.entry("p1")?.state).toBe("running");
  });

  test("whose holder is gone is leased anew where repeating is safe", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1), backend("b", 1));
    gate.admit("p1");
    gate.renew("p1", "x");
    expect(gate.expireAt(60_000).ran).toEqual([]);
    expect(gate.entry("p1")?.attempts).toEqual([{ backendId: "a", at: 60_000, outcome: "lost" }]);
    expect(gate.grant()).toEqual(["p1 b"]);
    expect(gate.renew("p1", "x", 1)).toBe(false);
  });

  test("whose holder is gone fails where repeating is not safe", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1)).with({
      retry: { ...testConfig.retry, repeatable: false },
    });
    gate.admit("p1");
    gate.renew("p1", "x");
    expect(gate.expireAt(60_000).ran.map(({ entry }) => entry.state)).toEqual(["failed"]);
  });

  test("that is renewed ends at the run time-out all the same", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p1");
    for (gate.now = 0; gate.now < 130_000; gate.now += 20_000) gate.renew("p1", "x");
    expect(gate.expireAt(130_000).ran.map(({ entry }) => entry.state)).toEqual(["expired"]);
  });
});

describe("a direct lease", () => {
  test("ends soon unless its owner renews it", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p1", { mode: "direct" });
    gate.now = 20_000;
    expect(gate.renew("p1")).toBe(true);
    expect(gate.expireAt(30_000).ran).toEqual([]);
    expect(gate.expireAt(50_000).ran.map(({ entry }) => entry.state)).toEqual(["expired"]);
    expect(gate.renew("p1")).toBe(false);
  });
});
