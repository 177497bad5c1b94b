import { env } from "cloudflare:workers";
import { test } from "vitest";

import { findGateConfig, insertBackend, listResharding } from "@headgate/database";
import { openVersionGate } from "@headgate/routing";

import { settleVersions } from "../src/settle-versions.ts";
import { audit, db, TestVersion } from "./gate.ts";

function addBackend(versionKey: number, id: string): Promise<void> {
  const backend = {
    ...{ id, versionKey, url: `https://${id}.example/`, protocol: "cog" as const, capacity: 1 },
    ...{ weight: 1, status: "enabled" as const, region: null, labels: {}, settings: null },
    ...{ credentials: null, shard: 0, nextShard: null, probe: null, createdAt: 1, updatedAt: null },
  };
  return insertBackend(db, backend, audit);
}

/** As a Worker leaves it that was cut off right after it had written the change. */
async function reshard(versionKey: number, shards: number): Promise<void> {
  await env.DB.prepare(
    `UPDATE version_cards SET routing = json_object('shards', ?2), peak_shards = 2, config_epoch = config_epoch + 1,
       reshard_at = 1 WHERE version_key = ?1`,
  )
    .bind(versionKey, shards)
    .run();
}

test("a backend moves to another shard once what runs on it has ended, whoever began it", async ({
  expect,
}) => {
  const version = await TestVersion.create();
  const { key } = version;
  const ids = [crypto.randomUUID(), crypto.randomUUID()];
  for (const id of ids) await addBackend(key, id);
  await reshard(key, 1);
  await settleVersions(env, 0);
  expect(await listResharding(db, 1000)).not.toContain(key);
  const leases = [await version.lease(), await version.lease()];
  await reshard(key, 2);
  await settleVersions(env, 0);
  const [moving = ""] = Object.keys((await findGateConfig(db, key))?.moves ?? {});
  expect(ids).toContain(moving);
  expect(await version.gate.capacity()).toMatchObject({ running: 2 });
  const lease = leases.find(({ backend }) => backend.id === moving);
  if (lease === undefined) throw new Error(`nothing runs on ${moving}`);
  const outcome = {
    ...{ state: "succeeded" as const, output: null, error: null, logs: "" },
    ...{ predictTimeS: null, setupTimeS: null, outputProblems: null },
  };
  await version.gate.complete({ id: lease.predictionId, epoch: lease.epoch, outcome });
  await settleVersions(env, 0);
  expect(await listResharding(db, 1000)).not.toContain(key);
  expect((await findGateConfig(db, key))?.moves).toEqual({});
  const other = await openVersionGate(env.GATE, key, 1).capacity();
  expect(other.backends.map(({ id }) => id)).toEqual([moving]);
  expect((await version.gate.capacity()).backends.map(({ id }) => id)).toEqual(
    ids.filter((id) => id !== moving),
  );
});
