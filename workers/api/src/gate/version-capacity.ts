import { findVersionConfig, getOwnVersionKey, type VersionPath } from "@headgate/registry";
import {
  type BackendLoad,
  type GateCapacity,
  toWireTime,
  type VersionCapacity,
  type VersionConfig,
} from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { askCapacities } from "./version-gates.ts";

/** What the gates of a version have at this moment. Only its owner sees it. */
export async function getVersionCapacity(
  api: ApiContext,
  path: VersionPath,
): Promise<VersionCapacity> {
  const { versionKey } = await getOwnVersionKey(api.registry, path, "read");
  return readVersionCapacity(api, versionKey);
}

/** The same of a version that is there. */
export async function readVersionCapacity(
  { env, registry }: Pick<ApiContext, "env" | "registry">,
  versionKey: number,
): Promise<VersionCapacity> {
  const [config, gates] = await Promise.all([
    findVersionConfig(registry.db, versionKey),
    askCapacities(env, registry.db, versionKey),
  ]);
  if (config === null) throw new Error(`no version has the key ${versionKey}`);
  const estimates = gates.flatMap(({ estimateMs }) => (estimateMs === null ? [] : [estimateMs]));
  const { backends } = config.whole;
  const enabled = backends.filter(({ status }) => status === "enabled");
  return {
    capacity: sumOf(enabled, ({ capacity }) => capacity),
    leased: sumOf(gates, (gate) => sumOf(gate.backends, ({ leased }) => leased)),
    running: sumOf(gates, (gate) => gate.running),
    queued: sumOf(gates, (gate) => gate.queued),
    queued_by_priority: ([0, 1, 2] as const).map((priority) =>
      sumOf(gates, ({ queuedByPriority }) => queuedByPriority[priority]),
    ),
    estimate_s: estimates.length === 0 ? null : Math.min(...estimates) / 1000,
    shards: gates.length,
    backends: [
      ...backends.map((backend) => showStored(config, gates, backend)),
      ...retired(config, gates),
    ],
  };
}

type Shown = VersionCapacity["backends"][number];

/** A gate that was never asked for anything knows of no backend yet. */
function showStored(
  { sharding }: VersionConfig,
  gates: GateCapacity[],
  { id, status, capacity, shard }: VersionConfig["whole"]["backends"][number],
): Shown {
  const known = gates[shard]?.backends.find((load) => load.id === id);
  const load = known ?? { ...idle, id };
  const next_shard = sharding.moves[id] ?? null;
  return { ...showLoad(load), status, capacity, shard, next_shard };
}

/** What was deleted, and still runs something. */
function retired({ whole }: VersionConfig, gates: GateCapacity[]): Shown[] {
  const stored = new Set(whole.backends.map(({ id }) => id));
  return gates.flatMap(({ backends }, shard) =>
    backends
      .filter(({ id, leased }) => !stored.has(id) && leased > 0)
      .map((load) => ({ ...showLoad(load), shard, next_shard: null })),
  );
}

const idle: Omit<BackendLoad, "id"> = {
  ...{ status: "enabled", capacity: 0, leased: 0, running: 0, coolUntil: null, meanRunMs: null },
  breaker: { state: "closed", openUntil: null, failures: 0 },
};

function showLoad(load: BackendLoad): Omit<Shown, "shard" | "next_shard"> {
  const { id, status, capacity, leased, running, coolUntil, breaker, meanRunMs } = load;
  return {
    ...{ id, status, capacity, leased, running },
    cool_until: showTime(coolUntil),
    breaker: {
      state: breaker.state,
      open_until: showTime(breaker.openUntil),
      failures: breaker.failures,
    },
    mean_run_s: meanRunMs === null ? null : meanRunMs / 1000,
  };
}

function showTime(at: number | null): string | null {
  return at === null ? null : toWireTime(at);
}

function sumOf<Item>(items: Item[], valueOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + valueOf(item), 0);
}
