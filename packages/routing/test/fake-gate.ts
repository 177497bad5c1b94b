import type {
  Admission,
  BatonLimit,
  Baton,
  Cancellation,
  CompleteRequest,
  Completion,
  DispatchedLease,
  GateCapacity,
  Lease,
  LeaseReference,
  PredictionStanding,
  Refusal,
  RefuseRequest,
  VersionGateMethods,
  WaiterMessage,
} from "@headgate/shared";

type HeldReference = Parameters<VersionGateMethods["renew"]>[0];

/** What a gate across RPC answers a carrier: each end or refusal hands the next `waiting` lease on. */
export class FakeGate implements VersionGateMethods {
  readonly completed: CompleteRequest[] = [];
  readonly refused: RefuseRequest[] = [];
  readonly taken: LeaseReference[] = [];
  readonly renewed: HeldReference[] = [];
  readonly #listeners = new Map<string, (message: WaiterMessage) => void>();
  waiting: Lease[] = [];
  /** Ids whose leases are old. */
  readonly old = new Set<string>();
  /** Ids that may not be tried again. */
  readonly spent = new Set<string>();
  /** Ids at which it cannot be reached. */
  readonly lost = new Set<string>();

  async dispatched({ id, epoch }: DispatchedLease): Promise<boolean> {
    this.#reach(id);
    this.taken.push({ id, epoch });
    return !this.old.has(id);
  }

  async refuse(request: RefuseRequest): Promise<Refusal> {
    this.#reach(request.id);
    this.refused.push(request);
    const outcome = this.spent.has(request.id) ? "ended" : "requeued";
    return { outcome, leases: this.#next(request) };
  }

  async complete(request: CompleteRequest): Promise<Completion> {
    this.#reach(request.id);
    if (this.old.has(request.id)) return { outcome: "ignored", leases: [] };
    this.completed.push(request);
    return {
      outcome: "completed",
      startedAt: 1,
      completedAt: 2,
      cancel: null,
      receipt: null,
      leases: this.#next(request),
    };
  }

  async renew({ id, epoch, holder }: HeldReference): Promise<boolean> {
    this.#reach(id);
    this.renewed.push({ id, epoch, holder });
    return !this.old.has(id);
  }

  /** Says nothing until `tell` is called. */
  async hear(
    predictionId: string,
    signal: AbortSignal,
    types?: readonly WaiterMessage["type"][],
  ): Promise<WaiterMessage | null> {
    const { promise, resolve } = Promise.withResolvers<WaiterMessage | null>();
    signal.addEventListener("abort", () => resolve(null), { once: true });
    this.#listeners.set(predictionId, (message) => {
      if (types === undefined || types.includes(message.type)) resolve(message);
    });
    return promise;
  }

  /** False: nobody listens. */
  tell(predictionId: string, message: WaiterMessage): boolean {
    const listener = this.#listeners.get(predictionId);
    listener?.(message);
    return listener !== undefined;
  }

  admit = (): Promise<Admission> => Promise.reject(notHere);
  configure = (): Promise<Baton> => Promise.reject(notHere);
  cancel = (): Promise<Cancellation> => Promise.reject(notHere);
  lease = (): Promise<Lease | null> => Promise.reject(notHere);
  read = (): Promise<PredictionStanding[]> => Promise.reject(notHere);
  acknowledge = (): Promise<void> => Promise.reject(notHere);
  capacity = (): Promise<GateCapacity> => Promise.reject(notHere);

  #next({ carries = 1 }: BatonLimit): Lease[] {
    return this.waiting.splice(0, carries);
  }

  #reach(id: string): void {
    if (this.lost.has(id)) throw new Error("Network connection lost.");
  }
}

const notHere = new Error("a carrier asks a gate for no such thing");
