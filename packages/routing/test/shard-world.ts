import {
  type GateBackend,
  type GateConfig,
  type Lease,
  type ShardStep,
  type VersionConfig,
} from "@headgate/shared";

import { emptyConfig } from "../src/scheduler/index.ts";
import { gateConfigFor } from "../src/shards/gate-config-for.ts";
import type { ShardGate, ShardPorts } from "../src/shards/settle-shards.ts";
import { backendAt } from "./leases.ts";

/** A gate of which only the counting is left: who holds a slot where, and how many wait. */
export class CountingGate implements ShardGate {
  /** Ids of backends, one for each prediction in flight. */
  readonly held: string[] = [];
  queued = 0;
  #config: GateConfig = emptyConfig;

  async configure(config: GateConfig): Promise<{ leases: Lease[] }> {
    this.#learn(config);
    return { leases: [] };
  }

  async capacity(): ReturnType<ShardGate["capacity"]> {
    const backends = this.#config.backends.map(({ id }) => ({ id, leased: this.#leasedOn(id) }));
    return {
      configEpoch: this.#config.epoch,
      queued: this.queued,
      running: this.held.length,
      backends,
    };
  }

  /** False: it is full. */
  admit(config: GateConfig): boolean {
    this.#learn(config);
    const free = this.queued === 0 ? this.#free() : null;
    if (free !== null) this.held.push(free);
    else if (this.queued < this.#config.maxQueued) this.queued += 1;
    else return false;
    return true;
  }

  /** One of those in flight ends, or is refused by its backend and waits again. */
  release(pick: number, isRefused: boolean): void {
    if (this.held.length === 0) return;
    this.held.splice(pick % this.held.length, 1);
    if (isRefused) this.queued += 1;
    this.#grant();
  }

  #learn(config: GateConfig): void {
    if (config.epoch <= this.#config.epoch) return;
    this.#config = config;
    this.#grant();
  }

  #grant(): void {
    for (let free = this.#free(); this.queued > 0 && free !== null; free = this.#free()) {
      this.queued -= 1;
      this.held.push(free);
    }
  }

  #free(): string | null {
    const { backends, maxParallel } = this.#config;
    if (this.held.length >= (maxParallel ?? Infinity)) return null;
    const free = backends.find(
      ({ id, status, capacity }) => status === "enabled" && this.#leasedOn(id) < capacity,
    );
    return free?.id ?? null;
  }

  #leasedOn(id: string): number {
    return this.held.filter((held) => held === id).length;
  }
}

/** A version in a database, and its gates. */
export class ShardWorld {
  readonly gates = Array.from({ length: 8 }, () => new CountingGate());
  #config: VersionConfig;

  constructor(capacities: readonly number[], maxParallel: number | null) {
    const backends = capacities.map((capacity, index): GateBackend => {
      const id = `b${index}`;
      return { ...backendAt(`https://${id}.example.com/`), id, capacity };
    });
    this.#config = {
      whole: { ...emptyConfig, epoch: 1, maxParallel, maxQueued: 30, backends },
      sharding: { shards: 1, peak: 1, limits: null, moves: {} },
    };
  }

  /** As it is read: later changes do not show in it. */
  get config(): VersionConfig {
    return structuredClone(this.#config);
  }

  gate(shard: number): CountingGate {
    const gate = this.gates[shard];
    if (gate === undefined) throw new Error(`there is no shard ${shard}`);
    return gate;
  }

  reshard(shards: number): void {
    const { sharding } = this.#config;
    sharding.shards = shards;
    sharding.peak = Math.max(sharding.peak, shards);
    this.#config.whole.epoch += 1;
  }

  setStatus(index: number, status: GateBackend["status"]): void {
    const { backends } = this.#config.whole;
    const backend = backends[index % backends.length];
    if (backend !== undefined) backend.status = status;
    this.#config.whole.epoch += 1;
  }

  write(step: ShardStep, epoch: number): void {
    const { whole, sharding } = this.#config;
    if (step.kind !== "change" || whole.epoch !== epoch) return;
    for (const { id, shard, nextShard } of step.places) {
      const backend = whole.backends.find((each) => each.id === id);
      if (backend !== undefined) backend.shard = shard;
      if (nextShard === null) delete sharding.moves[id];
      else sharding.moves[id] = nextShard;
    }
    sharding.limits = step.limits ?? sharding.limits;
    whole.epoch += 1;
  }

  get ports(): ShardPorts {
    return {
      read: async () => this.config,
      write: async (step, epoch) => this.write(step, epoch),
      gateOf: (shard) => this.gate(shard),
      carry: () => undefined,
    };
  }

  /** What no state may ever break, as texts. */
  faults(): string[] {
    const { backends, maxParallel } = this.#config.whole;
    const held = this.gates.flatMap((gate) => gate.held);
    const over = backends.filter(
      ({ id, capacity }) => held.filter((each) => each === id).length > capacity,
    );
    const faults = over.map(({ id }) => `${id} has more than its capacity`);
    if (held.length > (maxParallel ?? Infinity)) faults.push(`${held.length} are in flight`);
    return faults;
  }

  /** Asks for room as a Worker does that knows this configuration. */
  admit(known: VersionConfig, shard: number): boolean {
    return this.gate(shard).admit(gateConfigFor(known, shard));
  }

  /** Ends everything that is in flight at this moment. */
  endAll(): void {
    for (const gate of this.gates) {
      const ending = gate.held.length;
      for (let count = 0; count < ending; count += 1) gate.release(0, false);
    }
  }
}
