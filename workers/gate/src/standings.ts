import { capacityOf, type Entry, placeOf, refusal, type Schedule } from "@headgate/routing";
import type {
  Admission,
  AdmitRequest,
  GateCapacity,
  Lease,
  LeaseReference,
  PredictionStanding,
} from "@headgate/shared";

import type { Hands } from "./hands.ts";
import type { Notice } from "./notices.ts";
import type { Outbox } from "./outbox.ts";
import type { Store } from "./store.ts";

interface Books {
  store: Store;
  schedule: Schedule;
  outbox: Outbox;
  hands: Hands;
}

/** What a gate answers without changing anything, and so without a commit. */
export class Standings {
  readonly #books: Books;

  constructor(books: Books) {
    this.#books = books;
  }

  /** The answer to a prediction for which there is no place now. Null where there may be one. */
  refusal({ id, configEpoch, ticket }: AdmitRequest, now: number): Admission | null {
    const { schedule, outbox } = this.#books;
    const isKnown = schedule.live.has(id) || outbox.has(id);
    if (isKnown || configEpoch > schedule.config.epoch) return null;
    const retryAfterMs = refusal(schedule, ticket.cost, now);
    return retryAfterMs === null ? null : { outcome: "full", retryAfterMs, free: 0 };
  }

  lease(reference: LeaseReference): Lease | null {
    return this.#books.hands.leaseOf(reference);
  }

  read(ids: string[], now: number): PredictionStanding[] {
    const { store, schedule } = this.#books;
    return store.readRecords(ids).map((record) => {
      const entry = schedule.live.get(record.id);
      const queue = entry?.state === "queued" ? placeOf(schedule, entry, now) : null;
      return { ...record, queue };
    });
  }

  capacity(now: number): GateCapacity {
    return capacityOf(this.#books.schedule, now);
  }

  /** The ids of direct predictions that wait for their turn: the owner of each is to be there. */
  ownedInQueue(): string[] {
    const live = [...this.#books.schedule.live.values()];
    const isOwned = ({ mode, state }: Entry): boolean => mode === "direct" && state === "queued";
    return live.filter(isOwned).map(({ id }) => id);
  }

  /** What somebody who begins to wait for a prediction is to know of it at once. */
  newsOf(id: string): Notice | null {
    const { schedule, hands } = this.#books;
    const entry = schedule.live.get(id);
    if (entry === undefined) return { type: "ended", id };
    if (entry.state === "running" && entry.cancelRequested) return { type: "cancel", id };
    const lease = entry.mode === "direct" ? hands.leaseOf(entry) : null;
    return lease === null ? null : { type: "lease", id, lease };
  }
}
