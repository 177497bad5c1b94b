import { createPredictionId, type Lease, type RefuseRequest, type Ticket } from "@headgate/shared";

import type { Ledger } from "../../src/ledger.ts";
import { drawTicket, outcomeOf } from "./draws.ts";
import type { Random } from "./random.ts";
import { isOver, times, type Known, type Witness } from "./witness.ts";

/** Runs a command on a ledger, and gives what is to be done with its answer once that is durable. */
export type Command = (ledger: Ledger) => () => void;

const mostKnown = 60;

/** What callers, Workers and backends ask of a gate, and what its answers must be. */
export class Commands {
  /** How often each thing happened. */
  readonly tally = new Map<string, number>();
  /** Ended predictions that history has. */
  readonly acknowledged = new Set<string>();
  /** A backend that cannot be reached. */
  ill: string | null = null;
  readonly #random: Random;
  readonly #witness: Witness;
  #admissions = 0;
  /** Predictions that an earlier command of the group is about. */
  #touched = new Set<string>();
  #size = 1;

  constructor(random: Random, witness: Witness) {
    this.#random = random;
    this.#witness = witness;
  }

  /** What one to three of them do at once. */
  nextGroup(): Command[] {
    this.#touched = new Set();
    this.#size = 1 + this.#random.below(3);
    return Array.from({ length: this.#size }, () => this.#next());
  }

  /** Predictions that the group is about. */
  get touched(): string[] {
    return [...this.#touched];
  }

  learn(leases: Lease[]): void {
    for (const lease of leases) this.#witness.leased(lease);
  }

  count(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1);
  }

  #next(): Command {
    const { known } = this.#witness;
    const draw = this.#random.below(100);
    if (known.size === 0 || (draw < 35 && known.size < mostKnown)) return this.#admit();
    const entry = this.#random.pick(this.#pickable());
    const isFirst = !this.#touched.has(entry.id);
    this.#touched.add(entry.id);
    if (draw < 38) return this.#repeat(entry);
    const isIll = entry.lease !== null && entry.lease.backendId === this.ill;
    if (isIll && draw < 90) return this.#refuse(entry, isFirst, "unreachable");
    if (draw < 46) return this.#dispatched(entry);
    const reason = this.#random.pick(["busy", "busy", "unreachable", "broken"] as const);
    if (draw < 58) return this.#refuse(entry, isFirst, reason);
    if (draw < 68) return this.#renew(entry);
    if (draw < 90) return this.#complete(entry, isFirst);
    return draw < 96 ? this.#cancel(entry) : this.#abandon(entry);
  }

  /** Mostly what holds a lease: most of what can happen happens to it. */
  #pickable(): Known[] {
    const all = [...this.#witness.known.values()];
    const leased = all.filter(({ lease }) => lease !== null);
    return leased.length > 0 && this.#random.chance(0.6) ? leased : all;
  }

  #admit(): Command {
    const { now } = this.#witness;
    this.#admissions += 1;
    const random = new Uint8Array(new Uint32Array([this.#admissions]).buffer);
    const id = createPredictionId({ createdAt: now, versionKey: 1, shard: 0, random });
    const ticket = drawTicket(this.#random, this.#witness.now);
    return this.#admission(id, ticket);
  }

  #repeat({ id, ticket }: Known): Command {
    return this.#admission(id, ticket);
  }

  #admission(id: string, ticket: Ticket): Command {
    const { now } = this.#witness;
    const request = { id, configEpoch: 1, ticket };
    return (ledger) => {
      const refusal = ledger.standings.refusal(request, now);
      const admission = ledger.admit(request, now);
      const { outcome } = admission;
      return () => {
        this.count(`admit ${outcome}`);
        if (refusal !== null && outcome !== "full" && outcome !== "stale") {
          throw new Error(`${id} is ${outcome}, but would have been refused at once`);
        }
        if (outcome === "queued") this.#witness.admitted(id, ticket);
        if (outcome === "leased") {
          this.#witness.admitted(id, ticket);
          this.#witness.leased(admission.lease);
        }
        if (outcome === "ended")
          this.#witness.ended(this.#witness.entry(id), admission.record.state);
      };
    };
  }

  #dispatched(entry: Known): Command {
    const { id, epoch, lease } = entry;
    return (ledger) => {
      ledger.dispatched({ id, epoch: this.#epoch(epoch), backendId: lease?.backendId ?? "a" });
      return () => this.count("dispatched");
    };
  }

  #refuse(entry: Known, isFirst: boolean, reason: RefuseRequest["reason"]): Command {
    const { id, lease } = entry;
    const { now } = this.#witness;
    const epoch = this.#epoch(entry.epoch);
    const isCurrent = epoch === entry.epoch && this.#witness.isHeld(entry);
    const retryAfterMs = this.#random.pick([null, 0, 500, 12_000]);
    return (ledger) => {
      const { outcome, leases } = ledger.refuse(
        { id, epoch, reason, retryAfterMs, detail: "" },
        now,
      );
      return () => {
        this.count(`refuse ${outcome}`);
        this.#expectIgnored(entry, { epoch, isCurrent: isCurrent || !isFirst, outcome });
        if (isCurrent && isFirst && outcome === "ignored") throw new Error(`${id} is held`);
        const isYoung = now - (lease?.startedAt ?? 0) < times.undispatched;
        if (outcome === "requeued") this.#witness.requeued(entry, reason !== "busy" || !isYoung);
        if (outcome === "ended") this.#witness.released(entry);
        this.learn(leases);
      };
    };
  }

  #renew(entry: Known): Command {
    const { id, ticket } = entry;
    const epoch = this.#epoch(entry.epoch);
    const holder = ticket.mode === "direct" ? null : this.#random.pick(["x", "y", null]);
    return (ledger) => {
      const renewed = ledger.renew({ id, epoch, holder }, this.#witness.now);
      return () => {
        this.count(`renew ${renewed}`);
        if (!renewed) return;
        const other = entry.lease?.holder ?? holder;
        if (other !== holder) throw new Error(`${id} is held by ${other} and by ${holder}`);
        this.#witness.renewed(entry, holder);
      };
    };
  }

  #complete(entry: Known, isFirst: boolean): Command {
    const { id } = entry;
    const epoch = this.#epoch(entry.epoch);
    const isCurrent = epoch === entry.epoch && this.#witness.isHeld(entry);
    const state = this.#random.pick(["succeeded", "succeeded", "failed", "canceled"] as const);
    const outcome = outcomeOf(state, this.#random.chance(0.8));
    return (ledger) => {
      const completion = ledger.complete({ id, epoch, outcome }, this.#witness.now);
      return () => {
        this.count(`complete ${completion.outcome}`);
        const isLate = state === "succeeded" && epoch >= 1 && epoch <= entry.epoch;
        this.#expectIgnored(entry, {
          ...{ epoch, outcome: completion.outcome },
          isCurrent: isCurrent || !isFirst || isLate,
        });
        if (isCurrent && isFirst && completion.outcome === "ignored") {
          throw new Error(`${id} is held`);
        }
        if (completion.outcome === "retried") this.#witness.requeued(entry, true);
        if (completion.outcome === "completed") {
          if (isOver(entry)) throw new Error(`${id} ends a second time`);
          this.#witness.ended(entry, state);
        }
        this.learn(completion.leases);
      };
    };
  }

  #cancel(entry: Known): Command {
    const { id } = entry;
    return (ledger) => {
      const cancellation = ledger.cancel(id, this.#witness.now);
      return () => {
        this.count(`cancel ${cancellation.outcome}`);
        if (cancellation.outcome === "unknown" && !this.acknowledged.has(id)) {
          throw new Error(`${id} is lost`);
        }
        if (cancellation.outcome === "canceled") this.#witness.ended(entry, "canceled");
        if (cancellation.outcome === "requested") {
          this.#witness.leased(cancellation.lease);
          this.#witness.cancelAsked(entry);
        }
        this.learn(cancellation.leases);
      };
    };
  }

  #abandon({ id }: Known): Command {
    return (ledger) => {
      ledger.abandon(id, this.#witness.now);
      return () => this.count("abandon");
    };
  }

  /** What is said under an epoch that is not the current one, or was never given, changes nothing. */
  #expectIgnored(
    { id, epoch: current }: Known,
    { epoch, isCurrent, outcome }: { epoch: number; isCurrent: boolean; outcome: string },
  ): void {
    if (isCurrent || outcome === "ignored" || epoch === current) return;
    throw new Error(`${id} heeds epoch ${epoch}, though it is at ${current}`);
  }

  /** Mostly that of the latest lease; now and then an older one, or one that is still to come: alone, since in a group it may come. */
  #epoch(current: number): number {
    if (this.#random.chance(0.75)) return current;
    const isFuture = this.#size === 1 && this.#random.chance(0.3);
    return isFuture ? current + 1 : this.#random.below(current + 1);
  }
}
