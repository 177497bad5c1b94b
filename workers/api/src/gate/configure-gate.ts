import { getOwnVersionKey, openShardStore, type VersionPath } from "@headgate/registry";
import { dispatchLeases, settleShards } from "@headgate/routing";

import type { ApiContext } from "../http/api-context.ts";
import { forgetResolutions } from "../predictions/runnable-version.ts";
import { openShardGate } from "./version-gates.ts";

/**
 * Tells a version's gates its backends as they are in the database, and dispatches what can go now. Backends that are to be in another
 * shard are moved there as far as that goes at once; the courier sees to the rest.
 */
export async function configureGate(api: ApiContext, path: VersionPath): Promise<void> {
  forgetResolutions();
  const { env, registry, carrier, background } = api;
  const { versionKey } = await getOwnVersionKey(registry, path, "write");
  await settleShards({
    ...openShardStore(registry.db, versionKey),
    gateOf: (shard) => openShardGate(env, versionKey, shard),
    carry: (leases) => background(dispatchLeases(carrier, leases)),
  });
}
