import type { GateConfig, Lease, PredictionState, Ticket } from "@headgate/shared";

/** What the callers and backends of a gate know of one prediction, from its answers alone. */
export interface Known {
  readonly id: string;
  /** Order of admission. */
  readonly order: number;
  readonly ticket: Ticket;
  state: "queued" | "leased" | PredictionState;
  epoch: number;
  lease: Holding | null;
  /** Whether it may wait for a time of its own, so that others overtake it. */
  delayed: boolean;
}

export interface Holding {
  backendId: string;
  slots: number;
  startedAt: number;
  until: number;
  holder: string | null;
}

export const times = {
  direct: 30_000,
  claimed: 60_000,
  margin: 10_000,
  cancelGrace: 30_000,
  undispatched: 15_000,
};

/**
 * Watches over the answers of a gate, and throws where they break a guarantee: more on a backend than it takes, a lease of what has ended
 * or runs elsewhere, somebody overtaken within a token and priority, an end after the end.
 */
export class Witness {
  readonly known = new Map<string, Known>();
  config: GateConfig;
  now = 0;
  #order = 0;
  #settled = new Set<string>();

  constructor(config: GateConfig) {
    this.config = config;
  }

  /** These were leased or ended within the same group, at a moment that is not told. */
  settled(ids: string[]): void {
    this.#settled = new Set(ids);
  }

  admitted(id: string, ticket: Ticket): Known {
    const found = this.known.get(id);
    if (found !== undefined) return found;
    const entry: Known = {
      ...{ id, ticket, order: (this.#order += 1) },
      ...{ state: "queued", epoch: 0, lease: null, delayed: false },
    };
    this.known.set(id, entry);
    return entry;
  }

  leased({ predictionId, epoch, backend, ticket }: Lease): void {
    const entry = this.entry(predictionId);
    if (entry.lease !== null && entry.epoch === epoch) return this.#sameLease(entry, backend.id);
    if (isOver(entry)) throw new Error(`${predictionId} is leased after its end`);
    if (epoch <= entry.epoch) throw new Error(`${predictionId} has epoch ${epoch} a second time`);
    if (this.isHeld(entry)) throw new Error(`${predictionId} is leased twice at once`);
    this.#verifyTurn(entry);
    const latest = this.now + this.config.runTimeoutMs + times.margin;
    const runEnd = Math.min(latest, ticket.deadlineAt ?? Infinity);
    const until = ticket.mode === "direct" ? Math.min(runEnd, this.now + times.direct) : runEnd;
    const slots = Math.min(ticket.cost, backend.capacity);
    entry.lease = { backendId: backend.id, slots, startedAt: this.now, until, holder: null };
    entry.state = "leased";
    entry.epoch = epoch;
    entry.delayed = false;
    this.#verifyRoom(backend.id);
  }

  renewed(entry: Known, holder: string | null): void {
    if (entry.lease === null) throw new Error(`${entry.id} is renewed without a lease`);
    const { startedAt } = entry.lease;
    const latest = startedAt + this.config.runTimeoutMs + times.margin;
    const runEnd = Math.min(latest, entry.ticket.deadlineAt ?? Infinity);
    if (entry.ticket.mode === "detached" && holder === null) return;
    const lasts = entry.ticket.mode === "direct" ? times.direct : times.claimed;
    entry.lease.until = Math.min(this.now + lasts, runEnd);
    entry.lease.holder = holder;
  }

  cancelAsked({ lease }: Known): void {
    if (lease !== null) lease.until = Math.min(lease.until, this.now + times.cancelGrace);
  }

  requeued(entry: Known, delayed: boolean): void {
    if (isOver(entry)) throw new Error(`${entry.id} waits again after its end`);
    entry.lease = null;
    entry.state = "queued";
    entry.delayed = delayed;
  }

  /** Its lease is over; how the prediction goes on is told later. */
  released(entry: Known): void {
    entry.lease = null;
  }

  ended(entry: Known, state: PredictionState): void {
    if (isOver(entry) && entry.state !== state) {
      throw new Error(`${entry.id} was ${entry.state} and is ${state}`);
    }
    entry.lease = null;
    entry.state = state;
  }

  entry(id: string): Known {
    const entry = this.known.get(id);
    if (entry === undefined) throw new Error(`${id} was never admitted`);
    return entry;
  }

  /** Whether somebody may still be working on it. */
  isHeld({ lease }: Known): boolean {
    return lease !== null && lease.until > this.now;
  }

  /** One that is told twice, as after a repeated admission, is the same. */
  #sameLease({ id, lease }: Known, backendId: string): void {
    if (lease?.backendId !== backendId) throw new Error(`${id} has one epoch on two backends`);
  }

  #verifyRoom(backendId: string): void {
    let slots = 0;
    let running = 0;
    for (const entry of this.known.values()) {
      if (entry.lease === null || !this.isHeld(entry)) continue;
      running += 1;
      if (entry.lease.backendId === backendId) slots += entry.lease.slots;
    }
    const backend = this.config.backends.find(({ id }) => id === backendId);
    if (backend?.status !== "enabled") throw new Error(`${backendId} takes nothing`);
    if (slots > backend.capacity) throw new Error(`${slots} slots of "${backendId}" are leased`);
    if (running > (this.config.maxParallel ?? Infinity)) throw new Error(`${running} run`);
  }

  #verifyTurn({ id, order, ticket: { tokenId, priority } }: Known): void {
    for (const other of this.known.values()) {
      const { ticket } = other;
      if (other.state !== "queued" || other.delayed || other.order >= order) continue;
      if (this.#settled.has(other.id)) continue;
      if (ticket.tokenId === tokenId && ticket.priority === priority) {
        throw new Error(`${id} overtakes ${other.id}`);
      }
    }
  }
}

export function isOver({ state }: Known): boolean {
  return state !== "queued" && state !== "leased";
}
