import {
  admit,
  cancel,
  complete,
  configure,
  createSchedule,
  dispatched,
  expire,
  grantDueAt,
  grantNext,
  nextDueAt,
  refuse,
  renew,
  standing,
  type Entry,
  type Grant,
  type Schedule,
} from "@headgate/routing";
import {
  isTerminal,
  parsePredictionId,
  type Admission,
  type AdmitRequest,
  type Baton,
  type Cancellation,
  type CompleteRequest,
  type Completion,
  type DispatchedLease,
  type GateConfig,
  type Lease,
  type LeaseMessage,
  type LeaseReference,
  type Outcome,
  type RefuseRequest,
} from "@headgate/shared";

import { Changes } from "./changes.ts";
import { endingOf } from "./endings.ts";
import { admissionWindowMs, Outbox } from "./outbox.ts";
import type { Store } from "./store.ts";

/** Somebody who waits at a socket is told this once the write is durable. */
export type Notice = { id: string; lease: Lease | null };

/** After a sweep the next one comes no sooner, but for a grant: an alarm is a row write, and nothing else is that urgent. */
const sweepGapMs = 1_000;
const outboxGapMs = 10_000;

/** What a sweep leaves for the queues. */
export interface Sweep {
  leases: LeaseMessage[];
  announce: string[];
}

/**
 * The scheduler on top of stored rows: each command decides in memory and notes what changed; `flush` writes it.
 * Commands and their flush run in one transaction.
 */
export class Ledger {
  readonly #store: Store;
  readonly #outbox = new Outbox();
  readonly #schedule: Schedule;
  readonly #changes: Changes;
  #notices: Notice[] = [];

  constructor(store: Store) {
    this.#store = store;
    const live: Entry[] = [];
    let lastSeq = 0;
    for (const entry of store.scan()) {
      lastSeq = Math.max(lastSeq, entry.seq);
      if (isTerminal(entry.state)) this.#outbox.add(entry.id, entry.completedAt ?? 0);
      else live.push(entry);
    }
    this.#schedule = createSchedule(store.readConfig(), live, lastSeq);
    this.#changes = new Changes(store, this.#schedule);
  }

  get schedule(): Readonly<Schedule> {
    return this.#schedule;
  }

  admit({ id, configEpoch, ticket }: AdmitRequest, now: number): Admission {
    if (configEpoch > this.#schedule.config.epoch) return { outcome: "config_wanted" };
    const known = this.#schedule.live.get(id);
    if (known === undefined) {
      const record = this.#outbox.has(id) ? this.#changes.readRecord(id) : null;
      if (record !== null) return { outcome: "ended", record };
      const createdAt = parsePredictionId(id)?.createdAt ?? 0;
      if (createdAt < now - admissionWindowMs / 2) return { outcome: "stale" };
      this.#changes.admit(id, ticket);
    }
    const decision = admit(this.#schedule, { id, mode: ticket.mode }, now);
    if (decision.outcome === "leased") return { outcome: "leased", lease: this.#toLease(decision) };
    if (decision.outcome === "full") return decision;
    return { outcome: "queued", position: decision.position };
  }

  configure(config: GateConfig, now: number): Baton {
    if (!configure(this.#schedule, config)) return { leases: [] };
    this.#store.writeConfig(this.#schedule.config);
    return { leases: this.#handOut(now) };
  }

  /** Whether somebody waits, or waited to the end, for what the backend does with the lease. False: the backend is to be stopped. */
  dispatched({ backendId, ...lease }: DispatchedLease): boolean {
    if (dispatched(this.#schedule, lease)) return true;
    const entry = this.#schedule.live.get(lease.id);
    // To the backend, a newer lease on it is the same prediction.
    if (entry !== undefined) return entry.state === "running" && entry.backendId === backendId;
    const record = this.#outbox.has(lease.id) ? this.#changes.readRecord(lease.id) : null;
    const hasEndedThere = record?.state === "succeeded" || record?.state === "failed";
    return hasEndedThere && record.epoch === lease.epoch;
  }

  renew(lease: LeaseReference, now: number): boolean {
    return renew(this.#schedule, lease, now);
  }

  refuse(request: RefuseRequest, now: number): Baton {
    if (refuse(this.#schedule, request, now) === null) return { leases: [] };
    return { leases: this.#handOut(now, request.id) };
  }

  complete({ id, epoch, outcome }: CompleteRequest, now: number): Completion {
    const entry = complete(this.#schedule, { id, epoch, state: outcome.state }, now);
    if (entry === null) return { outcome: "ignored", leases: [] };
    this.#end(entry, outcome);
    return {
      outcome: "completed",
      startedAt: entry.startedAt ?? now,
      completedAt: now,
      leases: this.#handOut(now),
    };
  }

  cancel(id: string, now: number): Cancellation {
    const entry = cancel(this.#schedule, id, now);
    if (entry === null) {
      return { outcome: this.#outbox.has(id) ? "ended" : "unknown", leases: [] };
    }
    if (entry.state === "running") {
      const decision = standing(this.#schedule, entry);
      if (decision.outcome === "leased") {
        return { outcome: "requested", lease: this.#toLease(decision), leases: [] };
      }
    }
    this.#end(entry, null);
    return { outcome: "canceled", leases: this.#handOut(now) };
  }

  /** The lease of a direct prediction that its owner, at a socket, does not have yet. */
  leaseFor(id: string): Lease | null {
    const entry = this.#schedule.live.get(id);
    if (entry?.mode !== "direct" || entry.state !== "running") return null;
    const decision = standing(this.#schedule, entry);
    return decision.outcome === "leased" ? this.#toLease(decision) : null;
  }

  /** The owner of a direct prediction has gone: it leaves the queue. */
  abandon(id: string, now: number): void {
    const entry = this.#schedule.live.get(id);
    if (entry?.mode !== "direct" || entry.state !== "queued") return;
    cancel(this.#schedule, id, now);
    this.#end(entry, null);
  }

  acknowledge(ids: string[], now: number): void {
    const purge: string[] = [];
    for (const id of ids) {
      const purgeAt = this.#outbox.acknowledge(id, now);
      if (purgeAt === null) continue;
      if (purgeAt <= now) purge.push(id);
      else this.#changes.callFor(purgeAt);
    }
    this.#changes.purge(purge);
  }

  /** Sees to everything that is due. */
  sweep(now: number): Sweep {
    const { waited, ran, resend } = expire(this.#schedule, now);
    const canceled = ran.map((grant): LeaseMessage => ({
      task: "cancel",
      lease: this.#toLease(grant),
    }));
    for (const entry of waited) this.#end(entry, null);
    for (const { entry } of ran) this.#end(entry, null);
    const again = resend.map((grant) => this.#toLease(grant));
    const dispatch = [...again, ...this.#handOut(now)].map((lease): LeaseMessage => ({
      task: "dispatch",
      lease,
    }));
    const { announce, purge } = this.#outbox.take(now);
    this.#changes.purge(purge);
    // Says which leases are sent again after a restart.
    if (this.#schedule.running > 0) this.#store.writeSweptAt(now);
    this.#changes.callFor(this.nextDueAt(now));
    const ended = [...waited, ...ran.map(({ entry }) => entry)].map(({ id }) => id);
    return { leases: [...canceled, ...dispatch], announce: [...announce, ...ended] };
  }

  /** Writes what changed. Gives who is to be told, and when the next sweep is due because of it: infinity for not at all. */
  flush(): { notices: Notice[]; dueAt: number } {
    const dueAt = Math.min(this.#changes.flush(), grantDueAt(this.#schedule));
    const notices = this.#notices;
    this.#notices = [];
    return { notices, dueAt };
  }

  /** When the next sweep is due, over everything: infinity when nothing is. */
  nextDueAt(now: number): number {
    return Math.min(
      grantDueAt(this.#schedule),
      Math.max(nextDueAt(this.#schedule), now + sweepGapMs),
      Math.max(this.#outbox.nextDueAt(), now + outboxGapMs),
    );
  }

  #end(entry: Entry, outcome: Outcome | null): void {
    const told = outcome ?? endingOf(entry, this.#schedule.config);
    if (told !== null) this.#changes.end(entry.id, told);
    this.#changes.callFor(this.#outbox.add(entry.id, entry.completedAt ?? 0));
    this.#notices.push({ id: entry.id, lease: null });
  }

  /** Leases what is free. A direct prediction's owner hears of it at its socket, unless it is the one who asks. */
  #handOut(now: number, asker?: string): Lease[] {
    const leases: Lease[] = [];
    for (const grant of grantNext(this.#schedule, now)) {
      const lease = this.#toLease(grant);
      if (grant.entry.mode === "detached" || grant.entry.id === asker) leases.push(lease);
      else this.#notices.push({ id: grant.entry.id, lease });
    }
    return leases;
  }

  #toLease({ entry, backend }: Grant): Lease {
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
