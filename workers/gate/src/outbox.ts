import { parsePredictionId } from "@headgate/shared";

/** How long an id may be admitted after it was made. Its row stays as long, so that a repeat meets it. */
export const admissionWindowMs = 60_000;

/** How long history has to acknowledge an ended prediction before it is announced again. */
const acknowledgeMs = 30_000;
/** Announcing backs off up to this: while history is down, its queue must not fill with the same ids. */
const maxAnnounceMs = 3_600_000;

interface Announcement {
  endedAt: number;
  dueAt: number;
}

export interface OutboxDue {
  announce: string[];
  purge: string[];
}

/** Predictions that have ended and whose rows are still there: first for history to acknowledge, then to be purged. */
export class Outbox {
  readonly #unacknowledged = new Map<string, Announcement>();
  /** When each may go. In memory only: after a restart it is announced, and acknowledged, once more. */
  readonly #acknowledged = new Map<string, number>();

  has(id: string): boolean {
    return this.#unacknowledged.has(id) || this.#acknowledged.has(id);
  }

  /** Gives when it is announced again. */
  add(id: string, endedAt: number): number {
    const dueAt = endedAt + acknowledgeMs;
    this.#unacknowledged.set(id, { endedAt, dueAt });
    return dueAt;
  }

  /** History has it. Gives when its row may go, and forgets it where that is already so; null where there is nothing to do. */
  acknowledge(id: string, now: number): number | null {
    if (!this.#unacknowledged.delete(id)) return null;
    const purgeAt = (parsePredictionId(id)?.createdAt ?? 0) + admissionWindowMs;
    if (purgeAt > now) this.#acknowledged.set(id, purgeAt);
    return purgeAt;
  }

  /** Takes what is due: rows to purge, and ids to announce, which are due again later: after twice as long each time. */
  take(now: number): OutboxDue {
    const due: OutboxDue = { announce: [], purge: [] };
    for (const [id, purgeAt] of this.#acknowledged) if (purgeAt <= now) due.purge.push(id);
    for (const id of due.purge) this.#acknowledged.delete(id);
    for (const [id, announcement] of this.#unacknowledged) {
      if (announcement.dueAt > now) continue;
      const waitedMs = now - announcement.endedAt;
      announcement.dueAt = now + Math.min(Math.max(waitedMs, acknowledgeMs), maxAnnounceMs);
      due.announce.push(id);
    }
    return due;
  }

  nextDueAt(): number {
    let due = Infinity;
    for (const { dueAt } of this.#unacknowledged.values()) due = Math.min(due, dueAt);
    for (const purgeAt of this.#acknowledged.values()) due = Math.min(due, purgeAt);
    return due;
  }
}
