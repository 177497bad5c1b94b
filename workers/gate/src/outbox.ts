import { parsePredictionId } from "@headgate/shared";

/** How long an id may be admitted after it was made. Its row stays as long, so that a repeat meets it. */
export const admissionWindowMs = 60_000;

/** How long history has to acknowledge an ended prediction before it is announced again. */
const acknowledgeMs = 30_000;

export interface OutboxDue {
  announce: string[];
  purge: string[];
}

/** Predictions that have ended and whose rows are still there: first for history to acknowledge, then to be purged. */
export class Outbox {
  /** When each is announced again. */
  readonly #unacknowledged = new Map<string, number>();
  /** When each may go. In memory only: after a restart it is announced, and acknowledged, once more. */
  readonly #acknowledged = new Map<string, number>();

  has(id: string): boolean {
    return this.#unacknowledged.has(id) || this.#acknowledged.has(id);
  }

  add(id: string, endedAt: number): void {
    this.#unacknowledged.set(id, endedAt + acknowledgeMs);
  }

  /** History has it. True where the row may go at once. */
  acknowledge(id: string, now: number): boolean {
    if (!this.#unacknowledged.delete(id)) return false;
    const purgeAt = (parsePredictionId(id)?.createdAt ?? 0) + admissionWindowMs;
    if (purgeAt > now) this.#acknowledged.set(id, purgeAt);
    return purgeAt <= now;
  }

  /** Takes what is due: rows to purge, and ids to announce, which are due again later. */
  take(now: number): OutboxDue {
    const purge = dueOf(this.#acknowledged, now);
    for (const id of purge) this.#acknowledged.delete(id);
    const announce = dueOf(this.#unacknowledged, now);
    for (const id of announce) this.#unacknowledged.set(id, now + acknowledgeMs);
    return { announce, purge };
  }

  nextDueAt(): number {
    let due = Infinity;
    for (const at of this.#unacknowledged.values()) due = Math.min(due, at);
    for (const at of this.#acknowledged.values()) due = Math.min(due, at);
    return due;
  }
}

function dueOf(times: Map<string, number>, now: number): string[] {
  return [...times].filter(([, at]) => at <= now).map(([id]) => id);
}
