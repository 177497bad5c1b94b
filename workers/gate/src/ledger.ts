import {
  admit,
  cancel,
  complete,
  configure,
  createSchedule,
  dispatched,
  expire,
  freeSlots,
  grantDueAt,
  nextDueAt,
  refuse,
  renew,
  type Entry,
  type Schedule,
} from "@headgate/routing";
import {
  isTerminal,
  maxBatonLeases,
  parsePredictionId,
  type Admission,
  type AdmitRequest,
  type Baton,
  type Cancellation,
  type CompleteRequest,
  type Completion,
  type DispatchedLease,
  type GateConfig,
  type LeaseMessage,
  type Outcome,
  type Refusal,
  type RefuseRequest,
  type RenewRequest,
} from "@headgate/shared";

import { Changes } from "./changes.ts";
import { disabledUnder, endingOf, failureOf } from "./endings.ts";
import { Hands } from "./hands.ts";
import { cancelMessage, dispatchMessage } from "./lease-messages.ts";
import type { Notice } from "./notices.ts";
import { admissionWindowMs, Outbox } from "./outbox.ts";
import type { Sweep } from "./send-sweep.ts";
import { Standings } from "./standings.ts";
import type { Store } from "./store.ts";

/** After a sweep the next one comes no sooner, but for a grant: an alarm is a row write, and nothing else is that urgent. */
const sweepGapMs = 1_000;
const outboxGapMs = 10_000;
/** Leases that one sweep grants, and those that it sends again: each is a call to a queue, of which an alarm has 10,000. */
const mostSentLeases = 1_000;

/**
 * The scheduler on top of stored rows: each command decides in memory and notes what changed; `flush` writes it.
 * Commands and their flush run in one transaction.
 */
export class Ledger {
  readonly #store: Store;
  readonly #outbox = new Outbox();
  readonly #schedule: Schedule;
  readonly #changes: Changes;
  readonly #hands: Hands;
  readonly standings: Standings;
  #notices: Notice[] = [];
  /** For the next sweep to send. In memory only: a cancel that is lost spares its backend no work. */
  #stops: LeaseMessage[] = [];

  constructor(store: Store) {
    this.#store = store;
    const entries: Entry[] = [];
    let lastSeq = 0;
    for (const entry of store.scan()) {
      lastSeq = Math.max(lastSeq, entry.seq);
      if (isTerminal(entry.state)) this.#outbox.add(entry.id, entry.completedAt ?? 0);
      else entries.push(entry);
    }
    this.#schedule = createSchedule({ ...store.readGate(), entries, lastSeq });
    this.#changes = new Changes(store, this.#schedule);
    this.#hands = new Hands(this.#schedule, this.#changes, (notice) => this.#notices.push(notice));
    this.standings = new Standings({
      ...{ store, schedule: this.#schedule },
      ...{ outbox: this.#outbox, hands: this.#hands },
    });
  }

  admit({ id, configEpoch, ticket }: AdmitRequest, now: number): Admission {
    if (configEpoch > this.#schedule.config.epoch) return { outcome: "config_wanted" };
    if (!this.#schedule.live.has(id)) {
      const record = this.#outbox.has(id) ? this.#changes.readRecord(id) : null;
      if (record !== null) return { outcome: "ended", record };
      const createdAt = parsePredictionId(id)?.createdAt ?? 0;
      if (createdAt < now - admissionWindowMs / 2) return { outcome: "stale" };
      this.#changes.admit(id, ticket);
    }
    const decision = admit(this.#schedule, { ...ticket, id }, now);
    const free = freeSlots(this.#schedule, now) - this.#schedule.queue.length;
    if (decision.outcome === "full") return { ...decision, free };
    if (decision.outcome === "queued") {
      return { outcome: "queued", position: decision.position, free };
    }
    return { outcome: "leased", lease: this.#hands.toLease(decision), free };
  }

  configure(config: GateConfig, now: number): Baton {
    const givenUp = configure(this.#schedule, config, now);
    if (givenUp === null) return { leases: [] };
    this.#store.writeConfig(this.#schedule.config);
    for (const stopped of givenUp) {
      const { entry, backend } = stopped;
      this.#stops.push(cancelMessage(this.#hands.toLease(stopped)));
      this.#changes.callFor(now);
      if (!isTerminal(entry.state)) this.#notices.push({ type: "cancel", id: entry.id });
      else this.#end(entry, entry.state === "failed" ? disabledUnder(backend.id) : null);
    }
    return { leases: this.#hands.handOut(now, { carries: maxBatonLeases }) };
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

  /** Whether something changed that a flush must see to, without a command of its own. */
  get hasNews(): boolean {
    return this.#schedule.healthChanged;
  }

  renew(request: RenewRequest, now: number): boolean {
    return renew(this.#schedule, request, now);
  }

  refuse({ carries = maxBatonLeases, ...request }: RefuseRequest, now: number): Refusal {
    const entry = refuse(this.#schedule, request, now);
    if (entry === null) return { outcome: "ignored", leases: [] };
    const isOver = isTerminal(entry.state);
    if (isOver)
      this.#end(entry, entry.state === "failed" ? failureOf(entry, request.detail) : null);
    const leases = this.#hands.handOut(now, { id: request.id, carries });
    return { outcome: isOver ? "ended" : "requeued", leases };
  }

  complete(request: CompleteRequest, now: number): Completion {
    const { id, epoch, outcome, carries = maxBatonLeases } = request;
    const byBackend = outcome.error?.source !== "internal";
    const ending = { id, epoch, state: outcome.state, byBackend };
    const ended = complete(this.#schedule, ending, now);
    if (ended === null) return { outcome: "ignored", leases: [] };
    if (ended.outcome === "retried") {
      return { outcome: "retried", leases: this.#hands.handOut(now, { id, carries }) };
    }
    const { entry, replaced } = ended;
    this.#end(entry, outcome);
    return {
      outcome: "completed",
      startedAt: entry.startedAt ?? now,
      completedAt: now,
      cancel: replaced === null ? null : this.#hands.toLease(replaced),
      receipt: entry.mode === "direct" ? this.#changes.readReceipt(entry) : null,
      leases: this.#hands.handOut(now, { carries }),
    };
  }

  cancel(id: string, now: number): Cancellation {
    const entry = cancel(this.#schedule, id, now);
    if (entry === null) {
      return { outcome: this.#outbox.has(id) ? "ended" : "unknown", leases: [] };
    }
    const lease = this.#hands.leaseOf(entry);
    if (lease !== null) {
      this.#notices.push({ type: "cancel", id });
      const isHeld = entry.mode === "direct" || entry.holder !== null;
      return { outcome: "requested", lease, isHeld, leases: [] };
    }
    this.#end(entry, null);
    return {
      outcome: "canceled",
      leases: this.#hands.handOut(now, { carries: maxBatonLeases }),
    };
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
    const { waited, ran, resend } = expire(this.#schedule, now, mostSentLeases);
    const stops = [...this.#stops, ...ran.map((each) => cancelMessage(this.#hands.toLease(each)))];
    this.#stops = [];
    const ended = [...waited, ...ran.map(({ entry }) => entry)];
    for (const entry of ended) {
      this.#end(entry, entry.state === "failed" ? failureOf(entry, null) : null);
    }
    const leases = resend.map((each) => this.#hands.toLease(each));
    leases.push(...this.#hands.handOut(now, { carries: mostSentLeases }));
    const { announce, purge } = this.#outbox.take(now);
    this.#changes.purge(purge);
    // Says which leases are sent again after a restart.
    if (this.#schedule.running > 0) this.#changes.noteSweep(now);
    this.#changes.callFor(this.nextDueAt(now));
    return {
      leases: [...stops, ...leases.map(dispatchMessage)],
      announce: [...announce, ...ended.map(({ id }) => id)],
    };
  }

  /** Writes what changed. Gives who is to be told, and when the next sweep is due because of it: infinity for not at all. */
  flush(now: number): { notices: Notice[]; dueAt: number } {
    const dueAt = Math.min(this.#changes.flush(), grantDueAt(this.#schedule, now));
    const notices = this.#notices;
    this.#notices = [];
    return { notices, dueAt };
  }

  /** When the next sweep is due, over everything: infinity when nothing is. */
  nextDueAt(now: number): number {
    return Math.min(
      grantDueAt(this.#schedule, now),
      Math.max(nextDueAt(this.#schedule, now), now + sweepGapMs),
      Math.max(this.#outbox.nextDueAt(), now + outboxGapMs),
    );
  }

  /** `outcome` is null where the gate itself ended it. */
  #end(entry: Entry, outcome: Outcome | null): void {
    this.#changes.end(entry.id, outcome ?? endingOf(entry, this.#schedule.config));
    this.#changes.callFor(this.#outbox.add(entry.id, entry.completedAt ?? 0));
    this.#notices.push({ type: "ended", id: entry.id });
  }
}
