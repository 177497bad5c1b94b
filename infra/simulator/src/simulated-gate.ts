import {
  admit,
  complete,
  createSchedule,
  expire,
  freeSlots,
  type Grant,
  grantDueAt,
  grantNext,
  type Schedule,
} from "@headgate/routing/scheduler";
import type { GateConfig } from "@headgate/shared";

import type { Arrival } from "./arrival.ts";
import type { Clockwork } from "./clockwork.ts";
import type { Plan } from "./plan.ts";

/** One arrival and what became of it. */
export interface Fate {
  arrival: Arrival;
  outcome: "succeeded" | "refused" | "expired";
  /** Null: it never got to a backend. */
  startedMs: number | null;
  endedMs: number;
  backendId: string | null;
}

/** One that is on its way to a gate. */
export interface Prediction {
  id: string;
  arrival: Arrival;
  tell: (fate: Fate) => void;
}

/** Whoever brings it. */
interface Bringer {
  /** Learns how many slots the gate has left. */
  hear: (free: number) => void;
  /** What to do where the gate is full; null: that is the end. */
  elsewhere: (() => void) | null;
}

/** One shard of a version: the scheduler that a real gate has, under a clock of our own. */
export class SimulatedGate {
  readonly #clock: Clockwork;
  readonly #plan: Plan;
  readonly #schedule: Schedule;
  readonly #predictions = new Map<string, Prediction>();
  #admittedUntilMs = 0;
  #wakesAt = Infinity;
  longestQueue = 0;

  constructor({ clock, plan }: { clock: Clockwork; plan: Plan }, config: GateConfig) {
    this.#clock = clock;
    this.#plan = plan;
    this.#schedule = createSchedule({ config, entries: [], lastSeq: 0, health: {} });
  }

  /** Takes a prediction, when the gate has dealt with those before it. */
  receive(prediction: Prediction, bringer: Bringer): void {
    const { gateRate } = this.#plan;
    const turnMs = Math.max(this.#clock.nowMs, this.#admittedUntilMs);
    this.#admittedUntilMs = gateRate === null ? turnMs : turnMs + 1000 / gateRate;
    this.#clock.at(turnMs, () => this.#admit(prediction, bringer));
  }

  #admit(prediction: Prediction, { hear, elsewhere }: Bringer): void {
    const { nowMs } = this.#clock;
    const { id, arrival } = prediction;
    const { cost, priority, token: tokenId } = arrival;
    const candidate = { id, mode: "detached", tokenId, priority, cost, deadlineAt: null } as const;
    const decision = admit(this.#schedule, candidate, nowMs);
    const { queue } = this.#schedule;
    hear(freeSlots(this.#schedule, nowMs) - queue.length);
    if (decision.outcome === "full" && elsewhere !== null) return elsewhere();
    this.#predictions.set(id, prediction);
    if (decision.outcome === "full") this.#end(id, { outcome: "refused", entry: null });
    else if (decision.outcome === "leased") this.#start(decision);
    else this.#clock.at(decision.entry.queueDeadlineAt, () => this.#giveUp(id));
    this.longestQueue = Math.max(this.longestQueue, queue.length);
    this.#settle();
  }

  #start({ entry, backend }: Grant): void {
    const { nowMs } = this.#clock;
    const { backends, overheadMs } = this.#plan;
    const runMs = this.#predictions.get(entry.id)?.arrival.runMs ?? 0;
    const speed = backends.find(({ id }) => id === backend.id)?.speed ?? 1;
    const lastsMs = runMs / speed + overheadMs;
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
    const prediction = this.#predictions.get(id);
    this.#predictions.delete(id);
    this.#schedule.changed.clear();
    if (prediction === undefined) return;
    const { arrival, tell } = prediction;
    const { startedAt: startedMs, backendId } = entry ?? { startedAt: null, backendId: null };
    tell({ arrival, outcome, startedMs, endedMs: this.#clock.nowMs, backendId });
  }
}
