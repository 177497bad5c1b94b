import { backendOf, grantNext, type Grant, type Schedule } from "@headgate/routing";
import type { Lease, LeaseReference } from "@headgate/shared";

import type { Changes } from "./changes.ts";
import type { Notice } from "./notices.ts";

interface Asker {
  /** The prediction whose owner asks. */
  id?: string;
  /** How many leases it carries on. */
  carries: number;
}

/** Makes leases of what the scheduler grants, and sees to it that each gets to whoever is to carry it. */
export class Hands {
  readonly #schedule: Schedule;
  readonly #changes: Changes;
  readonly #tell: (notice: Notice) => void;

  constructor(schedule: Schedule, changes: Changes, tell: (notice: Notice) => void) {
    this.#schedule = schedule;
    this.#changes = changes;
    this.#tell = tell;
  }

  /** Leases what is free. A direct prediction's owner hears of it at its socket, unless it is the one who asks. */
  handOut(now: number, { id, carries }: Asker): Lease[] {
    const leases: Lease[] = [];
    for (const { entry, backend } of grantNext(this.#schedule, now, carries)) {
      const lease = this.toLease({ entry, backend });
      if (entry.mode === "detached" || entry.id === id) leases.push(lease);
      else this.#tell({ type: "lease", id: entry.id, lease });
    }
    return leases;
  }

  /** Null where the prediction does not run under it. */
  leaseOf({ id, epoch }: LeaseReference): Lease | null {
    const entry = this.#schedule.live.get(id);
    if (entry?.state !== "running" || entry.epoch !== epoch) return null;
    return this.toLease({ entry, backend: backendOf(this.#schedule, entry) });
  }

  toLease({ entry, backend }: Grant): Lease {
    return {
      predictionId: entry.id,
      epoch: entry.epoch,
      attempt: entry.attempt,
      expiresAt: entry.expiresAt ?? 0,
      backend,
      ticket: this.#changes.readTicket(entry.id),
    };
  }
}
