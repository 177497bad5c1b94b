import { describe, test } from "vitest";

import { backend, TestSchedule } from "../../test/test-schedule.ts";

describe("a heavy prediction", () => {
  test("takes as many slots as it costs", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 4));
    expect(gate.admit("heavy", { cost: 3 })).toBe("a");
    expect([gate.admit("p1"), gate.admit("p2")]).toEqual(["a", "queued"]);
    expect(gate.leased("a")).toBe(4);
    gate.complete("heavy");
    expect(gate.leased("a")).toBe(1);
  });

  test("that costs more than a backend has takes all of it, and waits for that", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 2));
    gate.admit("p1");
    expect(gate.admit("heavy", { cost: 100 })).toBe("queued");
    gate.complete("p1");
    expect(gate.grant()).toEqual(["heavy a"]);
    expect(gate.leased("a")).toBe(2);
    gate.complete("heavy");
    expect(gate.leased("a")).toBe(0);
  });

  test("gives back what it took, whatever the capacity is by then", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 4));
    gate.admit("heavy", { cost: 9 });
    gate.with({ backends: [backend("a", 8)] });
    gate.admit("p1");
    gate.complete("heavy");
    expect(gate.leased("a")).toBe(1);
  });

  test("is not overtaken for ever: a backend is kept free for it", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 3));
    gate.admitMany(2);
    gate.admit("heavy", { cost: 3, tokenId: "h" });
    expect(gate.admit("light", { tokenId: "l" })).toBe("queued");
    gate.complete("p1");
    expect(gate.grant()).toEqual([]);
    gate.complete("p2");
    expect(gate.grant()).toEqual(["heavy a"]);
  });

  test("keeps no more than one backend free: the others go on", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 3), backend("b", 2));
    expect(gate.admitMany(3)).toEqual(["a", "b", "a"]);
    expect(gate.admit("heavy", { cost: 3, tokenId: "h" })).toBe("queued");
    expect(gate.admit("light", { tokenId: "l" })).toBe("a");
    gate.complete("p2");
    expect(gate.grant()).toEqual(["heavy b"]);
  });
});

describe("the queue", () => {
  test("is served in order of arrival within a token", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admitMany(4);
    const served = ["p1", "p2", "p3"].flatMap((id) => {
      gate.complete(id);
      return gate.grant();
    });
    expect(served).toEqual(["p2 a", "p3 a", "p4 a"]);
  });

  test("gives a token that floods it no more than its share", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admitMany(50, { tokenId: "flood" });
    gate.admit("other", { tokenId: "other" });
    gate.complete("p1");
    expect(gate.grant()).toEqual(["other a"]);
  });

  test("lets a better priority overtake at admission only what is worse", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p1");
    gate.admit("low", { priority: 2 });
    gate.admit("high", { priority: 0 });
    gate.complete("p1");
    expect(gate.admit("middle")).toBe("queued");
    expect(gate.grant()).toEqual(["high a"]);
    gate.complete("high");
    expect(gate.admit("highest", { priority: 0 })).toBe("a");
  });

  test("hands out no more than is asked for, and the rest next time", ({ expect }) => {
    const gate = new TestSchedule();
    gate.admitMany(5);
    gate.with({ backends: [backend("a", 9)] });
    const { schedule } = gate;
    expect(schedule.queue.length).toBe(5);
    expect([gate.grantAtMost(2), gate.grantAtMost(9)]).toEqual([2, 3]);
  });
});

describe("the receipt of a lease", () => {
  test("says what stood for and against each backend", ({ expect }) => {
    const gate = new TestSchedule(
      backend("a", 2),
      backend("b", 1),
      backend("c", 1, { status: "draining" }),
      backend("d", 1, { status: "disabled" }),
      backend("e", 1),
      backend("f", 2),
    );
    gate.admitMany(2);
    gate.refuse("p2", "busy");
    gate.complete("p2");
    gate.now = 10;
    gate.admit("q", { tokenId: "q" });
    expect(gate.entry("q")?.choice).toEqual({
      waitedMs: 0,
      reason: "least_loaded",
      candidates: [
        { backendId: "e", leased: 0, capacity: 1, verdict: "chosen" },
        { backendId: "a", leased: 1, capacity: 2, verdict: "free" },
        { backendId: "b", leased: 0, capacity: 1, verdict: "cooling" },
        { backendId: "c", leased: 0, capacity: 1, verdict: "draining" },
        { backendId: "d", leased: 0, capacity: 1, verdict: "disabled" },
        { backendId: "f", leased: 0, capacity: 2, verdict: "free" },
      ],
    });
  });

  test("says how long it waited, and that there was no choice", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admitMany(2);
    gate.now = 7_000;
    gate.complete("p1");
    gate.grant();
    expect(gate.entry("p2")?.choice).toMatchObject({ waitedMs: 7_000, reason: "only_free" });
  });

  test("names 20 backends at most, the chosen one among them", ({ expect }) => {
    const many = Array.from({ length: 30 }, (_, index) => {
      return backend(`b${index}`, 1, { weight: index + 1 });
    });
    const gate = new TestSchedule(...many);
    expect(gate.admit("p")).toBe("b29");
    const candidates = gate.entry("p")?.choice?.candidates ?? [];
    expect(candidates).toHaveLength(20);
    expect(candidates[0]).toMatchObject({ backendId: "b29", verdict: "chosen" });
  });
});
