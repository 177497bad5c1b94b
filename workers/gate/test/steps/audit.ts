import { isTerminal, type PredictionState } from "@headgate/shared";

import type { SteppedGate } from "./stepped-gate.ts";
import { isOver, type Witness } from "./witness.ts";

/** Sweeps come no closer than this. */
const sweepGapMs = 1_000;

/** Compares what a gate has stored with what it counts, and with what it said. */
export class Audit {
  readonly #gate: SteppedGate;
  readonly #witness: Witness;
  readonly #terminal = new Map<string, PredictionState>();

  constructor(gate: SteppedGate, witness: Witness) {
    this.#gate = gate;
    this.#witness = witness;
  }

  verify(acknowledged: Set<string>): void {
    const rows = this.#gate.rows();
    const stored = new Set(rows.map(({ id }) => id));
    for (const { id, state } of rows) this.#verifyState(id, state);
    const live = rows.filter(({ state }) => !isTerminal(state));
    const isAwake = this.#gate.alarmAt <= this.#witness.now;
    const late = live.find(({ dueAt }) => dueAt + sweepGapMs < this.#witness.now && !isAwake);
    if (late !== undefined) throw new Error(`nobody sees to ${late.id}, which is due`);
    for (const entry of this.#witness.known.values()) {
      if (stored.has(entry.id)) continue;
      if (!acknowledged.has(entry.id)) throw new Error(`${entry.id} is lost`);
      if (!isOver(entry)) throw new Error(`${entry.id} was purged before its end`);
      this.#witness.known.delete(entry.id);
      this.#terminal.delete(entry.id);
      acknowledged.delete(entry.id);
    }
    this.#verifyCounts();
    this.#verifyProbes();
  }

  /** Nothing lives: every slot is free again. */
  verifyIdle(): void {
    const { queued, running, backends } = this.#gate.ledger.standings.capacity(this.#witness.now);
    const leased = backends.reduce((sum, backend) => sum + backend.leased + backend.running, 0);
    if (queued + running + leased > 0) throw new Error("slots are lost");
  }

  #verifyState(id: string, state: PredictionState): void {
    const before = this.#terminal.get(id);
    if (before !== undefined && before !== state) throw new Error(`${id} was ${before}`);
    if (isTerminal(state)) this.#terminal.set(id, state);
    const entry = this.#witness.entry(id);
    if (isOver(entry) && entry.state !== state) {
      throw new Error(`${id} is stored as ${state}, but ended as ${entry.state}`);
    }
  }

  /** A half-open backend is tried by one prediction at a time. */
  #verifyProbes(): void {
    const { now, known } = this.#witness;
    for (const { id, breaker } of this.#gate.ledger.standings.capacity(now).backends) {
      const { openUntil } = breaker;
      if (openUntil === null) continue;
      const probes = [...known.values()].filter(
        ({ lease }) => lease?.backendId === id && lease.startedAt >= openUntil && lease.until > now,
      );
      if (probes.length > 1) throw new Error(`${probes.length} try "${id}" at once`);
    }
  }

  #verifyCounts(): void {
    const rows = this.#gate.rows();
    const capacity = this.#gate.ledger.standings.capacity(this.#witness.now);
    const running = rows.filter(({ state }) => state === "running");
    const queued = rows.filter(({ state }) => state === "queued");
    if (queued.length !== capacity.queued) throw new Error("the queue and its rows differ");
    if (running.length !== capacity.running) throw new Error("the leases and their rows differ");
    for (const { id, leased } of capacity.backends) {
      const slots = running.filter(({ backendId }) => backendId === id);
      const sum = slots.reduce((total, row) => total + row.slots, 0);
      if (sum !== leased) throw new Error(`"${id}" counts ${leased} slots, its rows say ${sum}`);
    }
  }
}
