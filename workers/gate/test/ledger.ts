import { runInDurableObject } from "cloudflare:test";
import { exports } from "cloudflare:workers";

import type {
  GateCapacity,
  GateConfig,
  Lease,
  PredictionMode,
  PredictionStanding,
  Refusal,
  RefuseRequest,
  Ticket,
} from "@headgate/shared";
import { createPredictionId } from "@headgate/shared";

import { Ledger } from "../src/ledger.ts";
import type { Notice } from "../src/notices.ts";
import type { Sweep } from "../src/send-sweep.ts";
import { Store } from "../src/store.ts";
import { configOf, succeeded, ticketOf } from "./gate.ts";

const startOfTime = Date.UTC(2026, 9, 1);
let ledgers = 0;

/** Runs `use` in a Durable Object of its own, with a ledger over its real storage and a clock that only `use` moves. */
export async function withLedger<Result>(
  config: Partial<GateConfig>,
  use: (gate: LedgerGate) => Result,
): Promise<Result> {
  ledgers += 1;
  const stub = exports.VersionGate.getByName(`ledger-${ledgers}`);
  return runInDurableObject(stub, (_, { storage }) =>
    use(new LedgerGate(storage, configOf(config))),
  );
}

/** What the gate does around its ledger: a command and its flush in one transaction. */
export class LedgerGate {
  /** Milliseconds since the start of the test. */
  now = 0;
  /** When the alarm would go off, since the last command. */
  dueAt = Infinity;
  notices: Notice[] = [];
  readonly store: Store;
  /** Every statement that the store ran, with the rows it wrote. */
  readonly #cursors: { rowsWritten: number }[] = [];
  readonly #storage: DurableObjectStorage;
  #ledger: Ledger;

  constructor(storage: DurableObjectStorage, config: GateConfig) {
    this.#storage = storage;
    this.store = new Store({
      exec: <Row extends Record<string, SqlStorageValue>>(
        query: string,
        ...bindings: unknown[]
      ) => {
        const cursor = storage.sql.exec<Row>(query, ...bindings);
        this.#cursors.push(cursor);
        return cursor;
      },
    });
    this.#ledger = new Ledger(this.store);
    this.run((ledger, now) => ledger.configure(config, now));
  }

  run<Answer>(command: (ledger: Ledger, now: number) => Answer): Answer {
    return this.#storage.transactionSync(() => {
      const answer = command(this.#ledger, startOfTime + this.now);
      const { notices, dueAt } = this.#ledger.flush(startOfTime + this.now);
      this.notices = notices;
      this.dueAt = dueAt - startOfTime;
      return answer;
    });
  }

  /** How many rows `command` writes, as the platform bills them. */
  rowsWrittenBy(command: () => void): number {
    this.#cursors.length = 0;
    command();
    return this.#cursors.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0);
  }

  /** A new object on the same rows. */
  restart(): void {
    this.#ledger = new Ledger(this.store);
  }

  /** When the alarm of an object that has just started goes off. */
  get wakesAt(): number {
    return this.#ledger.nextDueAt(startOfTime + this.now) - startOfTime;
  }

  /** Lets the clock stand at `at` and sees to what is due. */
  sweepAt(at: number): Sweep {
    this.now = at;
    return this.run((ledger, now) => ledger.sweep(now));
  }

  admit(mode: PredictionMode = "detached", changes: Partial<Ticket> = {}): string {
    const createdAt = startOfTime + this.now;
    const random = crypto.getRandomValues(new Uint8Array(4));
    const id = createPredictionId({ createdAt, versionKey: 1, shard: 0, random });
    const request = { id, configEpoch: 1, ticket: { ...ticketOf(mode), ...changes } };
    const { outcome } = this.run((ledger, now) => ledger.admit(request, now));
    if (outcome !== "leased" && outcome !== "queued") throw new Error(`not admitted: ${outcome}`);
    return id;
  }

  complete(id: string, epoch = 1): Lease[] {
    const request = { id, epoch, outcome: succeeded() };
    return this.run((ledger, now) => ledger.complete(request, now)).leases;
  }

  refuse(
    id: string,
    reason: RefuseRequest["reason"],
    changes: Partial<RefuseRequest> = {},
  ): Refusal {
    const request = { id, epoch: 1, reason, retryAfterMs: null, detail: "connection refused" };
    return this.run((ledger, now) => ledger.refuse({ ...request, ...changes }, now));
  }

  acknowledge(id: string): void {
    this.run((ledger, now) => ledger.acknowledge([id], now));
  }

  /** As callers see it now. */
  read(id: string): PredictionStanding | undefined {
    return this.#ledger.standings.read([id], startOfTime + this.now)[0];
  }

  get capacity(): GateCapacity {
    return this.#ledger.standings.capacity(startOfTime + this.now);
  }
}

/** The ids of a sweep's leases, by what is to be done about them. */
export function tasksOf({ leases }: Sweep): string[][] {
  return leases.map((message) => [
    message.task,
    "lease" in message ? message.lease.predictionId : message.reference.id,
  ]);
}
