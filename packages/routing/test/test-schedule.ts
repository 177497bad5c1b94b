import type { GateBackend, GateConfig, RefuseRequest, TerminalState } from "@headgate/shared";

import {
  admit,
  complete,
  createSchedule,
  emptyConfig,
  expire,
  grantNext,
  healthOf,
  refuse,
  renew,
  type Entry,
  type Expiry,
  type Schedule,
} from "../src/index.ts";

type Terms = Partial<Pick<Entry, "mode" | "tokenId" | "priority" | "cost" | "deadlineAt">>;

export const testConfig: GateConfig = {
  ...emptyConfig,
  epoch: 1,
  maxQueued: 100,
  queueTimeoutMs: 600_000,
  runTimeoutMs: 120_000,
  retry: {
    ...{ maxAttempts: 3, initialDelayMs: 1_000, maxDelayMs: 30_000 },
    ...{ budget: 0.2, repeatable: true, onFailure: false },
  },
};

export function backend(
  id: string,
  capacity: number,
  changes: Partial<GateBackend> = {},
): GateBackend {
  return {
    ...{ id, url: `https://${id}.example.com`, protocol: "cog", status: "enabled" },
    ...{ capacity, weight: 1, shard: 0, settings: null, credentials: null },
    ...changes,
  };
}

/** A schedule with a clock, and short words for what happens to it. */
export class TestSchedule {
  now = 0;
  schedule: Schedule;

  constructor(...backends: GateBackend[]) {
    this.schedule = createSchedule({
      config: { ...testConfig, backends },
      ...{ entries: [], lastSeq: 0, health: {} },
    });
  }

  /** Changes the configuration as if it had been so from the beginning. */
  with(changes: Partial<GateConfig>): this {
    this.schedule.config = { ...this.schedule.config, ...changes };
    return this;
  }

  /** The backend it went to, or that it did not go to one. */
  admit(id: string, terms: Terms = {}): string {
    const plain = {
      mode: "detached",
      tokenId: "t",
      priority: 1,
      cost: 1,
      deadlineAt: null,
    } as const;
    const decision = admit(this.schedule, { id, ...plain, ...terms }, this.now);
    return decision.outcome === "leased" ? decision.backend.id : decision.outcome;
  }

  /** Admits p1, p2 … and says where each went. */
  admitMany(count: number, terms: Terms = {}): string[] {
    return Array.from({ length: count }, (_, index) => this.admit(`p${index + 1}`, terms));
  }

  /** Leases what can be, and says what went where: "p1 a". */
  grant(): string[] {
    return grantNext(this.schedule, this.now).map(({ entry, backend: { id } }) => {
      return `${entry.id} ${id}`;
    });
  }

  /** Leases at most so many, and says how many it were. */
  grantAtMost(most: number): number {
    return grantNext(this.schedule, this.now, most).length;
  }

  /** A schedule that is rebuilt from what a gate stores of this one. */
  restarted(): TestSchedule {
    const { config, live, loads, nextSeq } = this.schedule;
    const restarted = new TestSchedule();
    restarted.schedule = createSchedule({
      config,
      entries: [...live.values()].map((entry) => ({ ...entry })),
      lastSeq: nextSeq - 1,
      health: healthOf(loads),
    });
    return restarted;
  }

  /** The state after it; null where nothing changed. */
  refuse(
    id: string,
    reason: RefuseRequest["reason"],
    { retryAfterMs = null, epoch = this.entry(id)?.epoch ?? 1 }: Partial<RefuseRequest> = {},
  ): string | null {
    const request = { id, epoch, reason, retryAfterMs, detail: "" };
    return refuse(this.schedule, request, this.now)?.state ?? null;
  }

  /** "completed" or "retried"; null where nothing changed. */
  complete(
    id: string,
    state: TerminalState = "succeeded",
    epoch = this.entry(id)?.epoch ?? 1,
  ): string | null {
    const ending = { id, epoch, state, byBackend: true };
    return complete(this.schedule, ending, this.now)?.outcome ?? null;
  }

  renew(id: string, holder: string | null = null, epoch = this.entry(id)?.epoch ?? 1): boolean {
    return renew(this.schedule, { id, epoch, holder }, this.now);
  }

  expireAt(now: number): Expiry {
    this.now = now;
    return expire(this.schedule, now);
  }

  entry(id: string): Entry | undefined {
    return this.schedule.live.get(id);
  }

  /** Slots that are taken of a backend. */
  leased(id: string): number {
    return this.schedule.loads.get(id)?.leased ?? 0;
  }
}
