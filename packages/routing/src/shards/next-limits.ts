import type { VersionConfig } from "@headgate/shared";

import type { ShardLoad } from "./next-step.ts";
import { capacityByShard, countOpenShards, limitOf } from "./open-shards.ts";
import { split } from "./split.ts";

/**
 * The next parts of the version's `maxParallel`, by shard: what a shard is to give is taken from it first, and given to another only when
 * what the gates were seen to have in flight leaves room for it. A shard that is given up keeps a part while it has a queue. Null: nothing
 * can be changed now; `settled` says whether anything is left to give.
 */
export function nextLimits(
  config: VersionConfig,
  loads: readonly ShardLoad[],
): { limits: number[] | null; settled: boolean } {
  const { whole, sharding } = config;
  const total = whole.maxParallel;
  if (total === null) return { limits: null, settled: true };
  const open = countOpenShards(config);
  const weights = capacityByShard(config, { leaving: true });
  const wanted = split(
    total,
    weights.map((weight, shard) => (shard < open || (loads[shard]?.queued ?? 0) > 0 ? weight : 0)),
    1,
  );
  const current = Array.from({ length: sharding.peak }, (_, shard) => limitOf(config, shard) ?? 0);
  const lowered = current.map((limit, shard) => Math.min(limit, wanted[shard] ?? 0));
  if (lowered.some((limit, shard) => limit < (current[shard] ?? 0))) {
    return { limits: lowered, settled: false };
  }
  let free = current.reduce(
    (left, limit, shard) => left - Math.max(limit, loads[shard]?.running ?? 0),
    total,
  );
  const raised = current.map((limit, shard) => {
    const more = Math.max(0, Math.min((wanted[shard] ?? 0) - limit, free));
    free -= more;
    return limit + more;
  });
  const changed = raised.some((limit, shard) => limit > (current[shard] ?? 0));
  const settled = raised.every((limit, shard) => limit === wanted[shard]);
  return { limits: changed ? raised : null, settled };
}
