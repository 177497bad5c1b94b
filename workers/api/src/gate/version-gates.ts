import { findPeakShards, type Database } from "@headgate/database";
import { openVersionGate, sturdy } from "@headgate/routing";
import type { GateCapacity, VersionGateMethods } from "@headgate/shared";

/** The gate of one shard of a version, asked once more where it was reset meanwhile. */
export function openShardGate(env: Env, versionKey: number, shard: number): VersionGateMethods {
  return sturdy(() => openVersionGate(env.GATE, versionKey, shard));
}

/** What the gates of a version have, by shard: of all the shards that it ever had. */
export async function askCapacities(
  env: Env,
  db: Database,
  versionKey: number,
): Promise<GateCapacity[]> {
  const shards = Array.from({ length: (await findPeakShards(db, versionKey)) ?? 0 }, (_, at) => at);
  return Promise.all(shards.map((shard) => openShardGate(env, versionKey, shard).capacity()));
}
