import {
  admit,
  complete,
  createSchedule,
  emptyConfig,
  expire,
  type Grant,
  grantDueAt,
  grantNext,
  type Schedule,
} from "@headgate/routing/scheduler";
import type { GateBackend } from "@headgate/shared";

import type { Arrival } from "./arrival.ts";
import type { Clockwork } from "./clockwork.ts";
import type { Plan, PlannedBackend } from "./plan.ts";

/** One arrival and what became of it. */
export interface Fate {
  arrival: Arrival;
  outcome: "succeeded" | "refused" | "expired";
  /** Null: it never got to a backend. */
  startedMs: number | null;
  endedMs: number;
  backendId: string | null;
}

interface Ended {
  fate: Fate;
}

/** One shard of a version: the scheduler that a real gate has, under a clock of our own. */
export class SimulatedGate {
  readonly #clock: Clockwork;
  readonly #plan: Plan;
  readonly #speeds: Map<string, number>;
  readonly #schedule: Schedule;
  readonly #arrivals = new Map<string, Arrival>();
  readonly #tell: (ended: Ended) => void;
  #admittedUntilMs = 0;
  #wakesAt = Infinity;
  longestQueue = 0;

  constructor(
    { clock, plan, tell }: { clock: Clockwork; plan: Plan; tell: (ended: Ended) => void },
    backends: PlannedBackend[],
  ) {
    this.#clock = clock;
    this.#plan = plan;
    this.#tell = tell;
    this.#speeds = new Map(backends.map(({ id, speed }) => [id, speed]));
    const config = { ...emptyConfig, ...plan.limits, epoch: 1, backends: backends.map(toBackend) };
    this.#schedule = createSchedule({ config, entries: [], lastSeq: 0, health: {} });
  }

  get load(): number {
    return this.#schedule.running + this.#schedule.queue.length;
  }

  /** Takes an arrival, when the gate has dealt with those before it. */
  receive(id: string, arrival: Arrival): void {
    const { gateRate } = this.#plan;
    const { nowMs } = this.#clock;
    const turnMs = Math.max(nowMs, this.#admittedUntilMs);
    this.#admittedUntilMs = gateRate === null ? turnMs : turnMs + 1000 / gateRate;
    this.#clock.at(turnMs, () => this.#admit(id, arrival));
  }

  #admit(id: string, arrival: Arrival): void {
    const { nowMs } = this.#clock;
    this.#arrivals.set(id, arrival);
    const { cost, priority, token: tokenId } = arrival;
    const candidate = { id, mode: "detached", tokenId, priority, cost, deadlineAt: null } as const;
    const decision = admit(this.#schedule, candidate, nowMs);
    if (decision.outcome === "full") this.#end(id, { outcome: "refused", entry: null });
    else if (decision.outcome === "leased") this.#start(decision);
    else this.#clock.at(decision.entry.queueDeadlineAt, () => this.#giveUp(id));
    this.longestQueue = Math.max(this.longestQueue, this.#schedule.queue.length);
    this.#settle();
  }

  #start({ entry, backend }: Grant): void {
    const { nowMs } = this.#clock;
    const runMs = this.#arrivals.get(entry.id)?.runMs ?? 0;
    const lastsMs = runMs / (this.#speeds.get(backend.id) ?? 1) + this.#plan.overheadMs;
    const { id, epoch } = entry;
    if (nowMs + lastsMs < (entry.expiresAt ?? Infinity)) {
      this.#clock.at(nowMs + lastsMs, () => this.#complete(id, epoch));
    } else {
      this.#clock.at(entry.expiresAt ?? 0, () => this.#giveUp(id));
    }
  }

  #complete(id: string, epoch: number): void {
    const ending = { id, epoch, state: "succeeded", byBackend: true } as const;
    const ended = complete(this.#schedule, ending, this.#clock.nowMs);
    if (ended !== null) this.#end(id, { outcome: "succeeded", entry: ended.entry });
    this.#settle();
  }

  #giveUp(id: string): void {
    if (!this.#schedule.live.has(id)) return;
    const { waited, ran } = expire(this.#schedule, this.#clock.nowMs);
    for (const entry of waited) this.#end(entry.id, { outcome: "expired", entry });
    for (const { entry } of ran) this.#end(entry.id, { outcome: "expired", entry });
    this.#settle();
  }

  /** Gives what is free to those who wait, and comes again when that alone can change something. */
  #settle(): void {
    const { nowMs } = this.#clock;
    for (const grant of grantNext(this.#schedule, nowMs)) this.#start(grant);
    const dueAt = grantDueAt(this.#schedule, nowMs);
    if (dueAt === Infinity || (this.#wakesAt > nowMs && this.#wakesAt <= dueAt)) return;
    this.#wakesAt = dueAt;
    this.#clock.at(dueAt, () => this.#settle());
  }

  #end(
    id: string,
    { outcome, entry }: Pick<Fate, "outcome"> & { entry: Grant["entry"] | null },
  ): void {
    const arrival = this.#arrivals.get(id);
    this.#arrivals.delete(id);
    this.#schedule.changed.clear();
    if (arrival === undefined) return;
    const { startedAt: startedMs, backendId } = entry ?? { startedAt: null, backendId: null };
    this.#tell({ fate: { arrival, outcome, startedMs, endedMs: this.#clock.nowMs, backendId } });
  }
}

function toBackend({ id, capacity, weight }: PlannedBackend): GateBackend {
  return {
    ...{ id, capacity, weight, url: `https://${id}.invalid`, protocol: "http" },
    ...{ status: "enabled", shard: 0, settings: null, credentials: null },
  };
}
