import { DurableObject } from "cloudflare:workers";

import type {
  Admission,
  AdmitRequest,
  Baton,
  Cancellation,
  CompleteRequest,
  Completion,
  DispatchedLease,
  GateCapacity,
  GateConfig,
  Lease,
  LeaseReference,
  PredictionStanding,
  Refusal,
  RefuseRequest,
  RenewRequest,
  VersionGateMethods,
  WaiterMessage,
} from "@headgate/shared";
import { isTerminal } from "@headgate/shared";

import { CommitGroup } from "./commit-group.ts";
import { Ledger } from "./ledger.ts";
import { log } from "./log.ts";
import { LostOwners } from "./lost-owners.ts";
import type { Notice } from "./notices.ts";
import { sendSweep, type Sweep } from "./send-sweep.ts";
import { Store } from "./store.ts";
import { send, Waiters } from "./waiters.ts";

/** The platform tries a failing alarm again six times, and then never. */
const maxAlarmRetries = 5;
const alarmPauseMs = 60_000;

/**
 * The capacity of one version (or one shard of it): which of its predictions hold a slot on which backend, and which wait.
 * It guarantees that no backend ever holds more unexpired leases than its capacity, and that whatever it admitted ends once.
 * Rows are the truth, memory is rebuilt from them, and every answer leaves after its commit. Only its alarm sends, to queues.
 */
export class VersionGate extends DurableObject<Env> implements VersionGateMethods {
  readonly #store: Store;
  readonly #ledger: Ledger;
  readonly #commits: CommitGroup;
  readonly #waiters: Waiters;
  readonly #lostOwners: LostOwners;
  #notices: Notice[] = [];
  #alarmAt = Infinity;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new Store(ctx.storage.sql);
    this.#ledger = new Ledger(this.#store);
    this.#waiters = new Waiters(ctx);
    const unheard = this.#ledger.standings
      .ownedInQueue()
      .filter((id) => !this.#waiters.isAwaited(id));
    this.#lostOwners = new LostOwners(unheard, Date.now());
    this.#commits = new CommitGroup({
      transact: (writes) => ctx.storage.transactionSync(() => this.#flushAfter(writes)),
      sync: () => this.#sync(),
      // Unlike `abort` it stops no JavaScript midway, so that the callers in flight are answered.
      reset: (reason) => void ctx.blockConcurrencyWhile(() => Promise.reject(reason)),
    });
    void ctx.blockConcurrencyWhile(async () => {
      this.#alarmAt = (await ctx.storage.getAlarm()) ?? Infinity;
      this.#arm(Math.min(this.#ledger.nextDueAt(Date.now()), this.#lostOwners.dueAt));
    });
  }

  /** A refusal changes nothing, and waits for no commit: even what this object does not know would only have made it come later. */
  async admit(request: AdmitRequest): Promise<Admission> {
    const refusal = this.#ledger.standings.refusal(request, Date.now());
    if (refusal !== null) return refusal;
    return this.#commits.run(() => this.#ledger.admit(request, Date.now()));
  }

  configure(config: GateConfig): Promise<Baton> {
    return this.#commits.run(() => this.#ledger.configure(config, Date.now()));
  }

  /** Writes nothing, since a lease that is sent again does no harm: but for a breaker that this closes. */
  async dispatched(lease: DispatchedLease): Promise<boolean> {
    const isWanted = this.#ledger.dispatched(lease);
    if (this.#ledger.hasNews) await this.#commits.run(() => undefined);
    return isWanted;
  }

  renew(request: RenewRequest): Promise<boolean> {
    return this.#commits.run(() => this.#ledger.renew(request, Date.now()));
  }

  async lease(reference: LeaseReference): Promise<Lease | null> {
    return this.#ledger.standings.lease(reference);
  }

  refuse(request: RefuseRequest): Promise<Refusal> {
    return this.#commits.run(() => this.#ledger.refuse(request, Date.now()));
  }

  complete(request: CompleteRequest): Promise<Completion> {
    return this.#commits.run(() => this.#ledger.complete(request, Date.now()));
  }

  cancel(id: string): Promise<Cancellation> {
    return this.#commits.run(() => this.#ledger.cancel(id, Date.now()));
  }

  async read(ids: string[]): Promise<PredictionStanding[]> {
    return this.#ledger.standings.read(ids, Date.now());
  }

  acknowledge(ids: string[]): Promise<void> {
    return this.#commits.run(() => this.#ledger.acknowledge(ids, Date.now()));
  }

  async capacity(): Promise<GateCapacity> {
    return this.#ledger.standings.capacity(Date.now());
  }

  /** `GET /wait/{id}`: a socket that hears how the prediction ends, that it is to be canceled, or that its turn has come. */
  override fetch(request: Request): Response {
    const id = new URL(request.url).pathname.slice("/wait/".length);
    if (request.headers.get("upgrade") !== "websocket") return new Response(null, { status: 426 });
    const { socket, response } = this.#waiters.accept(id);
    const news = this.#ledger.standings.newsOf(id);
    if (news !== null) send(socket, this.#messageOf(news));
    return response;
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    const id = this.#waiters.leftBy(socket);
    if (id !== null) await this.#commits.run(() => this.#ledger.abandon(id, Date.now()));
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.webSocketClose(socket);
  }

  /** Each sweep arms the alarm for the next one in its own commit. Before the platform gives a failing one up, it is put off. */
  override async alarm(info?: AlarmInvocationInfo): Promise<void> {
    this.#alarmAt = Infinity;
    if ((info?.retryCount ?? 0) >= maxAlarmRetries) {
      log("alarm.put_off", { gate: this.ctx.id.name });
      this.#arm(Date.now() + alarmPauseMs);
      return;
    }
    const sweep = await this.#commits.run(() => this.#sweep(Date.now()));
    await sendSweep(this.env, sweep);
  }

  #sweep(now: number): Sweep {
    const isAwaited = (id: string): boolean => this.#waiters.isAwaited(id);
    for (const id of this.#lostOwners.take(now, isAwaited)) this.#ledger.abandon(id, now);
    return this.#ledger.sweep(now);
  }

  #flushAfter(writes: () => void): void {
    writes();
    const { notices, dueAt } = this.#ledger.flush(Date.now());
    this.#notices.push(...notices);
    this.#arm(Math.min(dueAt, this.#lostOwners.dueAt));
  }

  /** Setting an alarm is a row write: it moves only to an earlier time. */
  #arm(dueAt: number): void {
    const alarmAt = Math.max(dueAt, Date.now());
    if (alarmAt >= this.#alarmAt || alarmAt === Infinity) return;
    this.#alarmAt = alarmAt;
    void this.ctx.storage.setAlarm(alarmAt);
  }

  async #sync(): Promise<void> {
    const notices = this.#notices;
    this.#notices = [];
    await this.ctx.storage.sync();
    for (const notice of notices) {
      this.#waiters.tell(notice.id, () => this.#messageOf(notice));
    }
  }

  #messageOf(notice: Notice): WaiterMessage {
    if (notice.type === "lease") return { type: "lease", lease: notice.lease };
    if (notice.type === "cancel") return { type: "cancel" };
    const [record] = this.#store.readRecords([notice.id]);
    return record !== undefined && isTerminal(record.state)
      ? { type: "ended", record }
      : { type: "unknown" };
  }
}
