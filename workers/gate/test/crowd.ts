import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";

import {
  isTerminal,
  type Lease,
  type PredictionMode,
  type PredictionState,
} from "@headgate/shared";

import { failed, succeeded, type TestGate } from "./gate.ts";

export type Action =
  | { do: "admit"; mode: PredictionMode }
  | { do: "repeat"; pick: number }
  | { do: "cancel"; pick: number }
  | { do: "complete" | "refuse" | "renew"; pick: number; stale: boolean };

export type Interruption = "none" | "evict" | "kill" | "alarm";

/** A few actions at the same time, and what befalls the gate meanwhile (kill) or after them. */
export interface Burst {
  actions: Action[];
  interruption: Interruption;
}

/** Callers and backends of one gate, who repeat whatever was not answered, and an onlooker who counts its rows. */
export class Crowd {
  readonly #gate: TestGate;
  readonly #limits: Map<string, number>;
  /** Everything the gate said it took. */
  readonly admitted: string[] = [];
  /** How often each was said to have ended because of a complete or a cancel. */
  readonly ends = new Map<string, number>();
  readonly #leases = new Map<string, Lease>();
  readonly #terminal = new Map<string, PredictionState>();

  constructor(gate: TestGate, limits: Map<string, number>) {
    this.#gate = gate;
    this.#limits = limits;
  }

  async play({ actions, interruption }: Burst): Promise<void> {
    const acting = actions.map((action) => this.#act(action));
    if (interruption === "kill") await this.#kill();
    await Promise.all(acting);
    if (interruption === "evict") await evictDurableObject(this.#gate.stub);
    if (interruption === "alarm") await runDurableObjectAlarm(this.#gate.stub);
    await this.verify();
  }

  /** Completes everything that runs until nothing lives. */
  async drain(): Promise<void> {
    for (let live = this.#live(); live.length > 0; live = this.#live()) {
      for (const id of live) {
        await this.#admit(id, "detached");
        if (this.#leases.has(id)) await this.#complete(id, 0);
      }
      await runDurableObjectAlarm(this.#gate.stub);
      await this.verify();
    }
  }

  /** By the rows alone: no limit is exceeded, nothing is missing, and nothing changes after its end. */
  async verify(): Promise<void> {
    const rows = await this.#readRows();
    const leased = new Map<string, number>();
    for (const { id, state, backendId } of rows) {
      const ended = this.#terminal.get(id);
      if (ended !== undefined && ended !== state)
        throw new Error(`${id} was ${ended}, is ${state}`);
      if (isTerminal(state)) this.#terminal.set(id, state);
      if (state === "running") leased.set(backendId ?? "", (leased.get(backendId ?? "") ?? 0) + 1);
    }
    for (const [id, count] of leased) {
      if (count > (this.#limits.get(id) ?? 0)) throw new Error(`${count} leases on "${id}"`);
    }
    const stored = new Set(rows.map(({ id }) => id));
    const lost = this.admitted.filter((id) => !stored.has(id));
    if (lost.length > 0) throw new Error(`lost ${lost.join()}`);
  }

  #live(): string[] {
    return this.admitted.filter((id) => !this.#terminal.has(id));
  }

  #readRows(): Promise<{ id: string; state: PredictionState; backendId: string | null }[]> {
    return runInDurableObject(this.#gate.stub, (_, { storage }) => {
      const columns = "id, state, backend_id AS backendId";
      return storage.sql
        .exec<{ id: string; state: PredictionState; backendId: string | null }>(
          `SELECT ${columns} FROM predictions`,
        )
        .toArray();
    });
  }

  /** Ends the object as an error does: nobody in flight is answered. */
  async #kill(): Promise<void> {
    await runInDurableObject(this.#gate.stub, (_, state) => {
      void state.blockConcurrencyWhile(() => Promise.reject(new Error("killed")));
    }).catch(() => undefined);
  }

  async #act(action: Action): Promise<void> {
    if (action.do === "admit") return this.#admit(this.#gate.newId(), action.mode);
    const id = this.admitted[action.pick % this.admitted.length];
    if (id === undefined) return;
    if (action.do === "repeat") return this.#admit(id, "detached");
    if (action.do === "cancel") return this.#cancel(id);
    const back = action.stale ? 1 : 0;
    if (action.do === "complete") return this.#complete(id, back);
    if (action.do === "renew") return this.#renew(id, back);
    await this.#refuse(id, back);
  }

  async #admit(id: string, mode: PredictionMode): Promise<void> {
    const admission = await untilAnswered(() => this.#gate.admit(id, mode));
    if (admission.outcome === "leased") this.#leases.set(id, admission.lease);
    const taken = admission.outcome === "leased" || admission.outcome === "queued";
    if (taken && !this.admitted.includes(id)) this.admitted.push(id);
  }

  async #complete(id: string, back: number): Promise<void> {
    const epoch = this.#epochOf(id) - back;
    // That of an older lease would count as a success.
    const outcome = back > 0 ? failed() : succeeded();
    const completion = await untilAnswered(
      async () => await this.#gate.stub.complete({ id, epoch, outcome }),
    );
    if (completion.outcome === "completed") {
      if (back > 0) throw new Error(`${id} was completed by an older lease`);
      this.#ended(id);
    }
    this.#learn(completion.leases);
  }

  async #refuse(id: string, back: number): Promise<void> {
    const epoch = this.#epochOf(id) - back;
    const refusal = { id, epoch, reason: "busy" as const, retryAfterMs: 1, detail: "" };
    this.#learn((await untilAnswered(() => this.#gate.stub.refuse(refusal))).leases);
  }

  async #renew(id: string, back: number): Promise<void> {
    await untilAnswered(() =>
      this.#gate.stub.renew({ id, epoch: this.#epochOf(id) - back, holder: null }),
    );
  }

  async #cancel(id: string): Promise<void> {
    const cancellation = await untilAnswered(async () => await this.#gate.stub.cancel(id));
    if (cancellation.outcome === "canceled") this.#ended(id);
    this.#learn(cancellation.leases);
  }

  #epochOf(id: string): number {
    return this.#leases.get(id)?.epoch ?? 1;
  }

  #learn(leases: Lease[]): void {
    for (const lease of leases) this.#leases.set(lease.predictionId, lease);
  }

  #ended(id: string): void {
    this.ends.set(id, (this.ends.get(id) ?? 0) + 1);
  }
}

/** Repeats a call, on a stub of its own each time, until the gate answers it. */
async function untilAnswered<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}
