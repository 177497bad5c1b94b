import { deferResharding, listResharding, openDatabase } from "@headgate/database";
import { openShardStore } from "@headgate/registry";
import { dispatchLeases, openVersionGate, sendEvents, settleShards } from "@headgate/routing";

import { createCarrier } from "./create-carrier.ts";
import { log } from "./log.ts";

/** Each is told to all of its gates. */
const maxVersions = 20;
const pollMs = 2_000;
/** The clock calls again after a minute. */
const watchMs = 50_000;

/**
 * Goes on moving backends between the shards of versions until all are where they are to be, or for `forMs`: what has to end first on a
 * backend that moves may take long.
 */
export async function settleVersions(env: Env, forMs = watchMs): Promise<void> {
  const db = openDatabase(env.DB);
  const until = Date.now() + forMs;
  for (;;) {
    const keys = await listResharding(db, maxVersions);
    const settled = await Promise.all(keys.map((key) => settle(env, key)));
    if (settled.every(Boolean) || Date.now() + pollMs > until) return;
    await scheduler.wait(pollMs);
  }
}

async function settle(env: Env, versionKey: number): Promise<boolean> {
  const announced = new Set<string>();
  const carrier = createCarrier(env, (id) => void announced.add(id));
  const carried: Promise<void>[] = [];
  const db = openDatabase(env.DB);
  const isSettled = await settleShards({
    ...openShardStore(db, versionKey),
    gateOf: (shard) => openVersionGate(env.GATE, versionKey, shard),
    carry: (leases) => void carried.push(dispatchLeases(carrier, leases)),
  });
  await Promise.all(carried);
  await sendEvents(env.EVENTS, announced);
  if (isSettled) log("shards.settled", { versionKey });
  else await deferResharding(db, { versionKey, at: Date.now() });
  return isSettled;
}
