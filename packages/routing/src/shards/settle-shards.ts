import type {
  BackendLoad,
  GateCapacity,
  GateConfig,
  Lease,
  ShardStep,
  VersionConfig,
} from "@headgate/shared";

import { gateConfigFor } from "./gate-config-for.ts";
import { nextStep, type ShardLoad } from "./next-step.ts";

/** What the shards of one version are moved with. */
export interface ShardPorts {
  /** As the database has it. Null: the version is gone. */
  read: () => Promise<VersionConfig | null>;
  /** Writes the step into the database, unless the configuration has changed since it had this epoch. */
  write: (step: ShardStep, epoch: number) => Promise<void>;
  gateOf: (shard: number) => ShardGate;
  /** Carries leases that came free to their backends. */
  carry: (leases: Lease[]) => void;
}

/** Of what a gate has, what is looked at here. */
type ShardCapacity = Pick<GateCapacity, "configEpoch" | "queued" | "running"> & {
  backends: Pick<BackendLoad, "id" | "leased">[];
};

/** Of a gate, what is asked here. */
export interface ShardGate {
  configure: (config: GateConfig) => Promise<{ leases: Lease[] }>;
  capacity: () => Promise<ShardCapacity>;
}

/** Calls of gates: a Worker may make a thousand. Others may be changing the version at the same time, and it is left to them then. */
const maxCalls = 400;

/**
 * Tells every shard's gate the configuration, and moves backends and limits between shards until they are as they are to be, or until
 * predictions have to end first: then false, and it is to be called again later. May be cut off anywhere and called by many at once: what
 * is read and written are whole steps, and none is taken that a gate has not confirmed the one before of.
 */
export async function settleShards(ports: ShardPorts): Promise<boolean> {
  for (let calls = 0; calls < maxCalls;) {
    const config = await ports.read();
    if (config === null) return true;
    const { epoch } = config.whole;
    calls += 2 * config.sharding.peak;
    if (config.sharding.peak === 1) {
      await tell(ports, config, 0);
      return true;
    }
    const shards = Array.from({ length: config.sharding.peak }, (_, shard) => shard);
    const capacities = await Promise.all(
      shards.map(async (shard) => (await tell(ports, config, shard)).capacity()),
    );
    // A gate that knows a newer one says nothing about this one.
    if (capacities.some(({ configEpoch }) => configEpoch !== epoch)) continue;
    const step = nextStep(config, capacities.map(toLoad));
    if (step.kind === "wait") return false;
    await ports.write(step, epoch);
    if (step.kind === "settled") return true;
  }
  return false;
}

async function tell(
  { gateOf, carry }: ShardPorts,
  config: VersionConfig,
  shard: number,
): Promise<ShardGate> {
  const gate = gateOf(shard);
  const { leases } = await gate.configure(gateConfigFor(config, shard));
  if (leases.length > 0) carry(leases);
  return gate;
}

function toLoad({ queued, running, backends }: ShardCapacity): ShardLoad {
  return { queued, running, leased: new Map(backends.map(({ id, leased }) => [id, leased])) };
}
