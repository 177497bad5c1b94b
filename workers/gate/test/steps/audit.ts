import { isTerminal, type PredictionState } from "@headgate/shared";

import type { SteppedGate } from "./stepped-gate.ts";
import { isOver, type Witness } from "./witness.ts";

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
    for (const entry of this.#witness.known.values()) {
      if (stored.has(entry.id)) continue;
      if (!acknowledged.has(entry.id)) throw new Error(`${entry.id} is lost`);
      if (!isOver(entry)) throw new Error(`${entry.id} was purged before its end`);
      this.#witness.known.delete(entry.id);
      this.#terminal.delete(entry.id);
      acknowledged.delete(entry.id);
    }
    this.#verifyCounts();
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
