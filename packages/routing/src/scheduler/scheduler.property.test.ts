import fc from "fast-check";
import { test } from "vitest";

import { isTerminal, type GateConfig } from "@headgate/shared";

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
  refuse,
  renew,
  type Entry,
  type Schedule,
} from "./index.ts";

type Step =
  | { do: "admit"; mode: "detached" | "direct" }
  | { do: "complete" | "refuse" | "dispatched" | "renew"; pick: number; stale: boolean }
  | { do: "cancel"; pick: number }
  | { do: "wait"; ms: number }
  | { do: "restart" }
  | { do: "configure"; capacities: [number, number]; maxParallel: number | null };

const pick = fc.nat({ max: 40 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("admit" as const),
      mode: fc.constantFrom("detached" as const, "direct" as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "complete" as const,
        "refuse" as const,
        "dispatched" as const,
        "renew" as const,
      ),
      pick,
      stale: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), pick }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat({ max: 40_000 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "restart" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("configure" as const),
      capacities: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })),
      maxParallel: fc.option(fc.integer({ min: 1, max: 4 })),
    }),
  },
);

function configOf(
  epoch: number,
  capacities: [number, number],
  maxParallel: number | null,
): GateConfig {
  const backends = capacities.map((capacity, index) => ({
    id: `b${index}`,
    url: `https://b${index}.example.com`,
    protocol: "cog" as const,
    capacity,
    weight: 1,
    status: "enabled" as const,
    ...{ shard: 0, settings: null, credentials: null },
  }));
  return {
    ...emptyConfig,
    epoch,
    maxParallel,
    maxQueued: 8,
    queueTimeoutMs: 60_000,
    runTimeoutMs: 90_000,
    backends,
  };
}

/** A gate without storage: rows are copies of the changed entries, as SQL would hold them. */
class Model {
  now = 0;
  epoch = 1;
  rows = new Map<string, Entry>();
  /** Grants in the order they were given, as sequence numbers of entries that were never refused. */
  order: number[] = [];
  refused = new Set<string>();
  #schedule: Schedule = createSchedule(configOf(1, [2, 1], null), [], 0);

  get schedule(): Schedule {
    return this.#schedule;
  }

  apply(action: Step): void {
    const { schedule } = this;
    const before = this.#leased();
    if (action.do === "admit") this.#admit(action.mode);
    else if (action.do === "wait") this.now += action.ms;
    else if (action.do === "cancel") cancel(schedule, this.#id(action.pick), this.now);
    else if (action.do === "restart") this.#restart();
    else if (action.do === "configure")
      configure(schedule, configOf(++this.epoch, action.capacities, action.maxParallel));
    else this.#onLease(action);
    expire(this.schedule, this.now);
    for (const { entry } of grantNext(this.schedule, this.now)) this.#granted(entry);
    this.#store(before);
  }

  #admit(mode: "detached" | "direct"): void {
    const id = `p${this.rows.size}`;
    const decision = admit(this.schedule, { id, mode }, this.now);
    if (decision.outcome === "leased") this.#granted(decision.entry);
  }

  #granted(entry: Entry): void {
    if (!this.refused.has(entry.id)) this.order.push(entry.seq);
  }

  #onLease(action: Extract<Step, { stale: boolean }>): void {
    const id = this.#id(action.pick);
    const epoch = (this.rows.get(id)?.epoch ?? 1) - (action.stale ? 1 : 0);
    if (action.do === "complete")
      complete(this.schedule, { id, epoch, state: "succeeded" }, this.now);
    else if (action.do === "dispatched") dispatched(this.schedule, { id, epoch });
    else if (action.do === "renew") renew(this.schedule, { id, epoch }, this.now);
    else if (
      refuse(this.schedule, { id, epoch, reason: "busy", retryAfterMs: null, detail: "" }, this.now)
    )
      this.refused.add(id);
  }

  #id(index: number): string {
    return `p${this.rows.size === 0 ? 0 : index % this.rows.size}`;
  }

  #restart(): void {
    const live = [...this.rows.values()].filter(({ state }) => !isTerminal(state));
    const lastSeq = Math.max(0, ...[...this.rows.values()].map(({ seq }) => seq));
    this.#schedule = createSchedule(
      this.schedule.config,
      live.map((row) => ({ ...row })),
      lastSeq,
    );
  }

  #store(before: Map<string, number>): void {
    for (const entry of this.schedule.changed) {
      const stored = this.rows.get(entry.id);
      if (stored !== undefined && isTerminal(stored.state))
        throw new Error(`${entry.id} changed after its end`);
      this.rows.set(entry.id, { ...entry });
    }
    this.schedule.changed.clear();
    this.#verify(before);
  }

  /** Leases by backend, and over all under "", by the rows alone. */
  #leased(): Map<string, number> {
    const counts = new Map<string, number>([["", 0]]);
    for (const { state, backendId } of this.rows.values()) {
      if (state !== "running" || backendId === null) continue;
      for (const key of ["", backendId]) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }

  /** The guarantees 1, 3 and 5 of the gate. A limit that was lowered under what is leased only forbids more. */
  #verify(before: Map<string, number>): void {
    const { config, loads, queue } = this.schedule;
    const limits = [
      ["", config.maxParallel ?? Infinity] as const,
      ...config.backends.map(({ id, capacity }) => [id, capacity] as const),
    ];
    const leased = this.#leased();
    for (const [id, limit] of limits) {
      const count = leased.get(id) ?? 0;
      const counter = id === "" ? this.schedule.running : (loads.get(id)?.leased ?? 0);
      if (count !== counter)
        throw new Error(`"${id}" counts ${counter} leases, its rows say ${count}`);
      if (count > Math.max(limit, before.get(id) ?? 0))
        throw new Error(`"${id}" is over its limit`);
    }
    const queued = [...this.rows.values()].filter(({ state }) => state === "queued");
    if (queued.length !== queue.length) throw new Error("the queue and its rows differ");
    const line = [...queue];
    if (line.some((entry, index) => entry.seq < (line[index - 1]?.seq ?? 0))) {
      throw new Error("the queue is out of order");
    }
  }
}

test("never over-admits, loses no slot, ends each prediction once and keeps the order of arrival", ({
  expect,
}) => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 120 }), (steps) => {
      const model = new Model();
      for (const action of steps) model.apply(action);
      expect(model.order).toEqual(model.order.toSorted((a, b) => a - b));
      model.apply({ do: "wait", ms: 200_000 });
      model.apply({ do: "wait", ms: 200_000 });
      expect([...model.rows.values()].filter(({ state }) => !isTerminal(state))).toEqual([]);
      expect(model.schedule.running).toBe(0);
    }),
    { numRuns: 2000 },
  );
});
