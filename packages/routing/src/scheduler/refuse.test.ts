import { describe, test } from "vitest";

import { backend, TestSchedule, testConfig } from "../../test/test-schedule.ts";
import { configure } from "./configure.ts";
import { nextDueAt } from "./due.ts";

const { retry } = testConfig;

describe("a busy backend", () => {
  test("gives the prediction back to its old place, and that is no attempt", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admitMany(3);
    for (let round = 0; round < 20; round += 1) {
      expect(gate.refuse("p1", "busy", { retryAfterMs: 100 })).toBe("queued");
      gate.now += 100;
      expect(gate.grant()).toEqual(["p1 a"]);
    }
    expect(gate.entry("p1")).toMatchObject({ attempt: 1, epoch: 21 });
    expect(gate.entry("p1")?.attempts).toHaveLength(10);
  });

  test("may ask to be left alone for ten minutes at most", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p1");
    gate.refuse("p1", "busy", { retryAfterMs: 86_400_000 });
    expect(nextDueAt(gate.schedule, 0)).toBe(600_000);
  });

  test("cools down for longer with each such answer in a row, until it takes one", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 2));
    gate.admitMany(2);
    gate.refuse("p1", "busy");
    expect(nextDueAt(gate.schedule, 0)).toBe(250);
    gate.now = 250;
    gate.grant();
    gate.refuse("p1", "busy");
    expect(nextDueAt(gate.schedule, 250)).toBe(750);
    gate.now = 300;
    gate.complete("p2");
    expect(gate.grant()).toEqual(["p1 a"]);
  });
});

describe("a backend out of reach", () => {
  test("is passed over for another one at once", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1), backend("b", 1));
    gate.admit("p1");
    gate.refuse("p1", "unreachable");
    expect(gate.grant()).toEqual(["p1 b"]);
    gate.admit("p2");
    expect(nextDueAt(gate.schedule, 1)).toBe(1_000);
    gate.now = 1_000;
    expect(gate.grant()).toEqual(["p2 a"]);
  });

  test("is tried again later and later where there is no other, then given up", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p1");
    expect(gate.refuse("p1", "unreachable")).toBe("queued");
    gate.now = 999;
    expect(gate.grant()).toEqual([]);
    gate.now = 1_000;
    expect(gate.grant()).toEqual(["p1 a"]);
    expect(gate.refuse("p1", "unreachable")).toBe("queued");
    expect(nextDueAt(gate.schedule, 1_000)).toBe(3_000);
    gate.now = 3_000;
    expect(gate.grant()).toEqual(["p1 a"]);
    expect(gate.refuse("p1", "unreachable")).toBe("failed");
    expect(gate.leased("a")).toBe(0);
  });

  test("lets others go on while one of its predictions waits to be tried again", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1)).with({
      retry: { ...retry, initialDelayMs: 5_000 },
    });
    gate.admitMany(2);
    gate.refuse("p1", "unreachable");
    gate.now = 1_000;
    expect(gate.grant()).toEqual(["p2 a"]);
  });

  test("that was tried is taken again rather than none", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1), backend("b", 1));
    gate.admit("p1");
    gate.admit("p2");
    gate.refuse("p1", "unreachable");
    gate.now = 1_000;
    expect(gate.grant()).toEqual(["p1 a"]);
    expect(gate.entry("p1")?.choice?.candidates).toMatchObject([
      { backendId: "a", verdict: "chosen" },
      { backendId: "b", verdict: "full" },
    ]);
  });
});

describe("a backend that broke off", () => {
  test("fails a prediction that must not be repeated, with nothing more tried", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1), backend("b", 1)).with({
      retry: { ...retry, repeatable: false },
    });
    gate.admitMany(2);
    expect(gate.refuse("p1", "broken")).toBe("failed");
    expect(gate.refuse("p2", "unreachable")).toBe("queued");
  });

  test("fails what the retry budget does not cover", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 10));
    gate.admitMany(10);
    const ids = Array.from({ length: 10 }, (_, index) => `p${index + 1}`);
    expect(ids.map((id) => gate.refuse(id, "broken"))).toEqual(ids.map(() => "queued"));
    gate.now = 5_000;
    expect(gate.grant()).toEqual(["p1 a"]);
    expect(gate.refuse("p1", "broken")).toBe("failed");
  });

  test("gives the time that it ran back to the wait", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p1");
    gate.now = 100_000;
    gate.refuse("p1", "broken");
    expect(gate.entry("p1")?.queueDeadlineAt).toBe(700_000);
  });

  test("counts as one that may have begun when the lease is older than its dispatch", ({
    expect,
  }) => {
    const gate = new TestSchedule(backend("a", 1), backend("b", 1)).with({
      retry: { ...retry, repeatable: false },
    });
    gate.admitMany(2);
    gate.now = 15_000;
    expect(gate.refuse("p1", "unreachable")).toBe("failed");
    expect(gate.refuse("p2", "busy")).toBe("failed");
  });
});

describe("a refusal", () => {
  test("of an older lease changes nothing", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p1");
    gate.refuse("p1", "busy", { retryAfterMs: 0 });
    gate.grant();
    expect(gate.refuse("p1", "unreachable", { epoch: 1 })).toBeNull();
    expect(gate.leased("a")).toBe(1);
  });

  test("ends a prediction that was to be canceled", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p1");
    const entry = gate.entry("p1");
    if (entry !== undefined) entry.cancelRequested = true;
    expect(gate.refuse("p1", "busy")).toBe("canceled");
  });
});

describe("a breaker", () => {
  /** Fails five predictions on "a" in a row. */
  function broken(): TestSchedule {
    const gate = new TestSchedule(backend("a", 5));
    gate.admitMany(5);
    for (let index = 1; index <= 5; index += 1) gate.refuse(`p${index}`, "unreachable");
    return gate;
  }

  test("opens after five failures, and lets one try after its time", ({ expect }) => {
    const gate = broken();
    gate.now = 4_999;
    expect(gate.grant()).toEqual([]);
    expect(nextDueAt(gate.schedule, 4_999)).toBe(5_000);
    gate.now = 5_000;
    expect(gate.grant()).toEqual(["p1 a"]);
    expect(gate.entry("p1")?.choice?.reason).toBe("probe");
    expect(gate.admit("more")).toBe("queued");
  });

  test("closes when that one succeeds, and opens for longer when it fails", ({ expect }) => {
    const well = broken();
    well.now = 5_000;
    well.grant();
    well.complete("p1");
    expect(well.grant()).toHaveLength(4);
    const ill = broken();
    ill.now = 5_000;
    ill.grant();
    ill.refuse("p1", "broken");
    expect(ill.schedule.loads.get("a")?.breaker.openUntil).toBe(15_000);
  });

  test("lets the next one try when the one that tried was only canceled", ({ expect }) => {
    const gate = broken();
    gate.now = 5_000;
    gate.grant();
    gate.complete("p1", "canceled");
    expect(gate.grant()).not.toEqual([]);
  });

  test("is remembered through a restart, with the one that tries", ({ expect }) => {
    const gate = broken();
    gate.now = 5_000;
    gate.grant();
    const again = gate.restarted();
    again.now = 6_000;
    expect(again.schedule.loads.get("a")?.probe).toBe("p1");
    expect(again.grant()).toEqual([]);
    again.complete("p1");
    expect(again.grant()).toHaveLength(4);
  });
});

describe("a newer configuration", () => {
  test("keeps a backend that it no longer names for as long as it holds a lease", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 2));
    gate.admit("p1");
    configure(gate.schedule, { ...testConfig, epoch: 2 }, 0);
    expect(gate.admit("p2")).toBe("queued");
    expect(gate.complete("p1")).toBe("completed");
    configure(gate.schedule, { ...testConfig, epoch: 3 }, 0);
    expect(gate.schedule.config.backends).toEqual([]);
  });

  test("is ignored where it is an older one", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 2));
    expect(configure(gate.schedule, testConfig, 0)).toBeNull();
    expect(gate.schedule.config.backends).toHaveLength(1);
  });

  test("gives up what runs on a backend that it disables", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 2));
    gate.admit("p1");
    gate.admit("p2", { mode: "direct" });
    const backends = [backend("a", 2, { status: "disabled" }), backend("b", 2)];
    const givenUp = configure(gate.schedule, { ...testConfig, epoch: 2, backends }, 0) ?? [];
    expect(givenUp.map(({ entry, backend: { id } }) => [entry.id, entry.state, id])).toEqual([
      ["p1", "queued", "a"],
      ["p2", "failed", "a"],
    ]);
    expect(gate.grant()).toEqual(["p1 b"]);
    expect(gate.entry("p1")).toMatchObject({ attempt: 1, epoch: 2 });
  });

  test("forgives a backend that is elsewhere, or was out of service", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 5));
    gate.admitMany(5);
    for (let index = 1; index <= 5; index += 1) gate.refuse(`p${index}`, "unreachable");
    const same = { ...testConfig, epoch: 2, backends: [backend("a", 4)] };
    configure(gate.schedule, same, 0);
    expect(gate.schedule.loads.get("a")?.breaker.openUntil).toBe(5_000);
    const url = "https://elsewhere.example.com";
    configure(gate.schedule, { ...same, epoch: 3, backends: [backend("a", 4, { url })] }, 0);
    gate.now = 1_000;
    expect(gate.grant()).toHaveLength(4);
  });

  test("drains a backend: it keeps what it has and takes no more", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 2));
    gate.admit("p1");
    const backends = [backend("a", 2, { status: "draining" })];
    expect(configure(gate.schedule, { ...testConfig, epoch: 2, backends }, 0)).toEqual([]);
    expect(gate.admit("p2")).toBe("queued");
    expect(gate.entry("p1")?.state).toBe("running");
  });
});
