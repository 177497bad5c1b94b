import { describe, test } from "vitest";

import { backend, TestSchedule } from "../../test/test-schedule.ts";
import { admit } from "./admit.ts";

const two = [backend("a", 1), backend("b", 2)];

describe("admission", () => {
  test("fills the least loaded backend first, then queues, then refuses", ({ expect }) => {
    const gate = new TestSchedule(...two).with({ maxQueued: 2 });
    expect(gate.admitMany(6)).toEqual(["a", "b", "b", "queued", "queued", "full"]);
  });

  test("prefers a backend of twice the weight twice as often", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 9), backend("b", 9, { weight: 2 }));
    expect(gate.admitMany(9).filter((id) => id === "b")).toHaveLength(6);
  });

  test("keeps within the limit of the version, whatever its backends could take", ({ expect }) => {
    const gate = new TestSchedule(...two).with({ maxParallel: 2 });
    expect(gate.admitMany(3)).toEqual(["a", "b", "queued"]);
  });

  test("answers a repeated id as the first time and takes no second slot", ({ expect }) => {
    const gate = new TestSchedule(...two);
    expect([gate.admit("p"), gate.admit("p")]).toEqual(["a", "a"]);
    expect(gate.schedule.running).toBe(1);
  });

  test("queues nothing where the version rejects what finds no slot", ({ expect }) => {
    const gate = new TestSchedule(...two).with({ whenFull: "reject" });
    expect(gate.admitMany(5)).toEqual(["a", "b", "b", "full", "full"]);
    expect(gate.schedule.changed.size).toBe(3);
  });
});

describe("a refused caller", () => {
  const terms = { mode: "detached", tokenId: "t", priority: 1, cost: 1 } as const;
  const candidate = { id: "later", deadlineAt: null, ...terms };
  const full = (...backends: typeof two): TestSchedule =>
    new TestSchedule(...backends).with({ whenFull: "reject" });

  test("may come back at the end of the shortest cool-down", ({ expect }) => {
    const gate = full(backend("a", 1));
    gate.admit("p");
    gate.refuse("p", "busy", { retryAfterMs: 9_000 });
    const answer = admit(gate.schedule, candidate, 1_000);
    expect(answer).toEqual({ outcome: "full", retryAfterMs: 8_000 });
  });

  test("may come back when a slot comes free, by the run times so far", ({ expect }) => {
    const gate = full(backend("a", 2), backend("b", 1));
    gate.admitMany(3);
    for (const [id, endsAt] of [
      ["p1", 12_000],
      ["p2", 24_000],
    ] as const) {
      gate.now = endsAt;
      gate.complete(id);
      gate.admit(`${id}-next`);
    }
    // One every 12 s on each of two slots, and one every 24 s on the third.
    const answer = admit(gate.schedule, candidate, gate.now);
    expect(answer).toEqual({ outcome: "full", retryAfterMs: 4_800 });
  });

  test("is told a second at least and a minute at most", ({ expect }) => {
    const gate = full(backend("a", 1));
    gate.admit("p");
    expect(admit(gate.schedule, candidate, 0)).toMatchObject({ retryAfterMs: 1_000 });
    gate.now = 100_000;
    gate.complete("p");
    gate.admit("q");
    expect(admit(gate.schedule, candidate, gate.now)).toMatchObject({ retryAfterMs: 60_000 });
  });
});

describe("a deadline", () => {
  test("ends what waits", ({ expect }) => {
    const gate = new TestSchedule();
    gate.admit("p", { deadlineAt: 5_000 });
    expect(gate.expireAt(4_999).waited).toEqual([]);
    expect(gate.expireAt(5_000).waited.map(({ state }) => state)).toEqual(["expired"]);
  });

  test("ends what runs", ({ expect }) => {
    const gate = new TestSchedule(backend("a", 1));
    gate.admit("p", { deadlineAt: 5_000 });
    expect(gate.expireAt(4_999).ran).toEqual([]);
    expect(gate.expireAt(5_000).ran.map(({ entry }) => entry.state)).toEqual(["expired"]);
    expect(gate.leased("a")).toBe(0);
  });
});
