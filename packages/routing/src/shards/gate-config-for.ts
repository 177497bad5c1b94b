import type { GateConfig, VersionConfig } from "@headgate/shared";

import { limitOf, roomByShard } from "./open-shards.ts";
import { split } from "./split.ts";

/**
 * What one shard is told: its own backends, closed to new leases where they are about to leave, and its parts of the version's limits. One
 * that is given up queues nothing more, and works off what it has.
 */
export function gateConfigFor(config: VersionConfig, shard: number): GateConfig {
  const { whole, sharding } = config;
  if (sharding.peak === 1) return whole;
  return {
    ...whole,
    maxParallel: limitOf(config, shard),
    maxQueued: split(whole.maxQueued, roomByShard(config))[shard] ?? 0,
    backends: whole.backends
      .filter((backend) => backend.shard === shard)
      .map((backend) =>
        backend.status === "enabled" && backend.id in sharding.moves
          ? { ...backend, status: "draining" }
          : backend,
      ),
  };
}
