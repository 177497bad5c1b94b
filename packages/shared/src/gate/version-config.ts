import type { GateConfig } from "./gate-config.ts";

/** How the backends of a version are spread over the shards of its gate. */
export interface Sharding {
  /** How many shards there are to be. */
  shards: number;
  /** No shard of this index or a higher one ever was. */
  peak: number;
  /** How many predictions each shard may have in flight, by index: together at most the version's `maxParallel`. Null: shard 0 has all of it. */
  limits: number[] | null;
  /** Where backends are on their way to, by id. They take no lease until the shard that they leave has none on them any more. */
  moves: Record<string, number>;
}

/** Where a backend is, and which shard it is on its way to; null: it stays. */
export interface ShardPlace {
  id: string;
  shard: number;
  nextShard: number | null;
}

/** What is to be done about the shards of a version next. `wait`: for predictions to end. */
export type ShardStep =
  | { kind: "change"; places: ShardPlace[]; limits: number[] | null }
  | { kind: "wait" }
  | { kind: "settled" };

/** Everything that the shards of a version's gate are configured from. No gate is given `whole`: see `gateConfigFor` of routing. */
export interface VersionConfig {
  whole: GateConfig;
  sharding: Sharding;
}
