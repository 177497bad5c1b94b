import { describe, test } from "vitest";

import type { GateConfig } from "@headgate/shared";

import {
  admit,
  cancel,
  complete,
  configure,
  createSchedule,
  dispatched,
  emptyConfig,
  expire,
  grantNext,
  nextDueAt,
  refuse,
  renew,
  scheduleTimes,
  type Schedule,
} from "./index.ts";

const config: GateConfig = {
  ...emptyConfig,
  epoch: 1,
  maxParallel: null,
  maxQueued: 3,
  queueTimeoutMs: 60_000,
  runTimeoutMs: 120_000,
  backends: [backend("a", 1), backend("b", 2)],
};

function backend(id: string, capacity: number, weight = 1): GateConfig["backends"][number] {
  return {
    ...{ id, url: `https://${id}.example.com`, protocol: "cog", status: "enabled" },
    ...{ capacity, weight, shard: 0, settings: null, credentials: null },
  };
}

function fresh(changes: Partial<GateConfig> = {}): Schedule {
  return createSchedule({ ...config, ...changes }, [], 0);
}

/** Admits detached predictions named p1, p2 … and says where each went. */
function admitMany(schedule: Schedule, count: number, now = 0): string[] {
  return Array.from({ length: count }, (_, index) => {
    const decision = admit(schedule, { id: `p${index + 1}`, mode: "detached" }, now);
    return decision.outcome === "leased" ? decision.backend.id : decision.outcome;
  });
}

describe("admission", () => {
  test("fills the least loaded backend first, then queues, then refuses", ({ expect }) => {
    expect(admitMany(fresh(), 7)).toEqual(["a", "b", "b", "queued", "queued", "queued", "full"]);
  });

  test("prefers a backend of twice the weight twice as often", ({ expect }) => {
    const schedule = fresh({ backends: [backend("a", 9, 1), backend("b", 9, 2)] });
    const went = admitMany(schedule, 9);
    expect(went.filter((id) => id === "b")).toHaveLength(6);
  });

  test("keeps within the limit of the version, whatever its backends could take", ({ expect }) => {
    expect(admitMany(fresh({ maxParallel: 2 }), 3)).toEqual(["a", "b", "queued"]);
  });

  test("answers a repeated id as the first time and takes no second slot", ({ expect }) => {
    const schedule = fresh();
    const first = admit(schedule, { id: "p", mode: "detached" }, 0);
    const second = admit(schedule, { id: "p", mode: "detached" }, 5);
    expect(second).toEqual(first);
    expect(schedule.running).toBe(1);
  });

  test("says when to come back: at the end of the shortest cool-down", ({ expect }) => {
    const schedule = fresh({ maxQueued: 0, backends: [backend("a", 1)] });
    admitMany(schedule, 1);
    refuse(schedule, { id: "p1", epoch: 1, reason: "busy", retryAfterMs: 9000, detail: "" }, 0);
    const decision = admit(schedule, { id: "later", mode: "detached" }, 1000);
    expect(decision).toEqual({ outcome: "full", retryAfterMs: 8000 });
  });
});

describe("the end of a lease", () => {
  test("hands the slot to the head of the queue", ({ expect }) => {
    const schedule = fresh();
    admitMany(schedule, 5);
    complete(schedule, { id: "p2", epoch: 1, state: "succeeded" }, 1);
    const grants = grantNext(schedule, 1).map(({ entry, backend: { id } }) => [entry.id, id]);
    expect(grants).toEqual([["p4", "b"]]);
  });

  test("frees nothing twice: a lease of an older epoch is ignored", ({ expect }) => {
    const schedule = fresh({ backends: [backend("a", 1)] });
    admitMany(schedule, 1);
    refuse(schedule, { id: "p1", epoch: 1, reason: "busy", retryAfterMs: 0, detail: "" }, 0);
    grantNext(schedule, 1);
    expect(complete(schedule, { id: "p1", epoch: 1, state: "succeeded" }, 2)).toBeNull();
    expect(complete(schedule, { id: "p1", epoch: 2, state: "failed" }, 3)?.state).toBe("failed");
    expect(complete(schedule, { id: "p1", epoch: 2, state: "succeeded" }, 4)).toBeNull();
    expect(schedule.running).toBe(0);
  });

  test("comes by itself when nobody completes it, and names the backend to stop", ({ expect }) => {
    const schedule = fresh();
    admitMany(schedule, 1);
    const late = config.runTimeoutMs + scheduleTimes.expiryMarginMs;
    expect(expire(schedule, late - 1).ran).toEqual([]);
    const { ran } = expire(schedule, late);
    expect(ran.map(({ entry, backend: { id } }) => [entry.state, id])).toEqual([["expired", "a"]]);
    expect(schedule.running).toBe(0);
  });
});

describe("a refusal", () => {
  test("puts the prediction back before those that came later", ({ expect }) => {
    const schedule = fresh({ backends: [backend("a", 1)] });
    admitMany(schedule, 3);
    refuse(schedule, { id: "p1", epoch: 1, reason: "busy", retryAfterMs: null, detail: "" }, 0);
    expect([...schedule.queue].map(({ id }) => id)).toEqual(["p1", "p2", "p3"]);
  });

  test("offers another backend at once and the refusing one after its cool-down", ({ expect }) => {
    const schedule = fresh({ backends: [backend("a", 1), backend("b", 1)] });
    admitMany(schedule, 1);
    refuse(
      schedule,
      { id: "p1", epoch: 1, reason: "unreachable", retryAfterMs: null, detail: "" },
      0,
    );
    expect(grantNext(schedule, 0).map(({ backend: { id } }) => id)).toEqual(["b"]);
    admit(schedule, { id: "p2", mode: "detached" }, 1);
    expect(nextDueAt(schedule)).toBe(1000);
    expect(grantNext(schedule, 999)).toEqual([]);
    expect(grantNext(schedule, 1000).map(({ backend: { id } }) => id)).toEqual(["a"]);
  });

  test("doubles the cool-down with each one in a row, and an answer ends it", ({ expect }) => {
    const schedule = fresh({ backends: [backend("a", 2)] });
    admitMany(schedule, 2);
    refuse(schedule, { id: "p1", epoch: 1, reason: "busy", retryAfterMs: null, detail: "" }, 0);
    expect(schedule.loads.get("a")?.coolUntil).toBe(250);
    grantNext(schedule, 250);
    refuse(schedule, { id: "p1", epoch: 2, reason: "busy", retryAfterMs: null, detail: "" }, 250);
    expect(schedule.loads.get("a")?.coolUntil).toBe(750);
    complete(schedule, { id: "p2", epoch: 1, state: "succeeded" }, 300);
    expect(grantNext(schedule, 300)).toHaveLength(1);
  });
});

describe("waiting", () => {
  test("ends at its deadline", ({ expect }) => {
    const schedule = fresh({ backends: [] });
    admitMany(schedule, 1);
    expect(nextDueAt(schedule)).toBe(config.queueTimeoutMs);
    const { waited } = expire(schedule, config.queueTimeoutMs);
    expect(waited.map(({ state }) => state)).toEqual(["expired"]);
  });

  test("is over when a configuration brings a backend", ({ expect }) => {
    const schedule = fresh({ backends: [] });
    admitMany(schedule, 1);
    expect(configure(schedule, { ...config, epoch: 2 })).toBe(true);
    expect(configure(schedule, { ...config, epoch: 2, backends: [] })).toBe(false);
    expect(grantNext(schedule, 1)).toHaveLength(1);
  });
});

describe("cancel", () => {
  test("ends a queued prediction at once", ({ expect }) => {
    const schedule = fresh();
    admitMany(schedule, 4);
    expect(cancel(schedule, "p4", 1)?.state).toBe("canceled");
    expect(schedule.queue.length).toBe(0);
  });

  test("keeps the slot of a running one until its backend or the grace ends it", ({ expect }) => {
    const schedule = fresh({ backends: [backend("a", 1)] });
    admitMany(schedule, 2);
    expect(cancel(schedule, "p1", 0)?.state).toBe("running");
    expect(grantNext(schedule, 1)).toEqual([]);
    const { ran } = expire(schedule, scheduleTimes.cancelGraceMs);
    expect(ran.map(({ entry }) => entry.state)).toEqual(["canceled"]);
    expect(grantNext(schedule, scheduleTimes.cancelGraceMs)).toHaveLength(1);
  });
});

describe("undispatched and direct leases", () => {
  test("sends a detached lease again until its backend has it", ({ expect }) => {
    const schedule = fresh();
    admitMany(schedule, 1);
    expect(nextDueAt(schedule)).toBe(scheduleTimes.resendMs);
    expect(expire(schedule, scheduleTimes.resendMs).resend).toHaveLength(1);
    expect(expire(schedule, scheduleTimes.resendMs + 1).resend).toEqual([]);
    expect(nextDueAt(schedule)).toBe(60_000);
  });

  test("checks on a dispatched lease after 1, 3 and 7 minutes", ({ expect }) => {
    const schedule = fresh({ runTimeoutMs: 3_600_000 });
    admitMany(schedule, 1);
    expect(dispatched(schedule, { id: "p1", epoch: 1 })).toBe(true);
    const sent = [];
    for (let due = nextDueAt(schedule); sent.length < 3; due = nextDueAt(schedule)) {
      sent.push([due, expire(schedule, due).resend.length]);
    }
    expect(sent).toEqual([
      [60_000, 1],
      [180_000, 1],
      [420_000, 1],
    ]);
  });

  test("ends a direct lease soon unless its owner renews it", ({ expect }) => {
    const schedule = fresh();
    admit(schedule, { id: "d", mode: "direct" }, 0);
    expect(renew(schedule, { id: "d", epoch: 1 }, 20_000)).toBe(true);
    expect(expire(schedule, scheduleTimes.directLeaseMs).ran).toEqual([]);
    expect(expire(schedule, 50_000).ran).toHaveLength(1);
    expect(renew(schedule, { id: "d", epoch: 1 }, 50_001)).toBe(false);
  });
});

describe("a removed backend", () => {
  test("takes no more and keeps the lease it has", ({ expect }) => {
    const schedule = fresh({ backends: [backend("a", 2)] });
    admitMany(schedule, 1);
    configure(schedule, { ...config, epoch: 2, backends: [] });
    expect(admit(schedule, { id: "next", mode: "detached" }, 1).outcome).toBe("queued");
    expect(complete(schedule, { id: "p1", epoch: 1, state: "succeeded" }, 2)?.backendId).toBe("a");
    configure(schedule, { ...config, epoch: 3, backends: [] });
    expect(schedule.config.backends).toEqual([]);
  });
});
