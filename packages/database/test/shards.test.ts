import { describe, test } from "vitest";

import {
  endResharding,
  findBackend,
  findGateConfig,
  findPeakShards,
  insertBackend,
  listResharding,
  updateVersionCard,
  writeShards,
} from "../src/index.ts";
import { audit, db, makeModel, makeVersion, next } from "./factories.ts";

async function make() {
  const { key } = await makeVersion((await makeModel()).id);
  const id = crypto.randomUUID();
  const backend = {
    ...{ id, versionKey: key, url: `https://gpu-${next()}.example.com/`, protocol: "cog" as const },
    ...{ capacity: 2, weight: 1, status: "enabled" as const, region: null, labels: {}, shard: 0 },
    ...{ nextShard: null, settings: null, credentials: null, probe: null },
    ...{ createdAt: next(), updatedAt: null },
  };
  await insertBackend(db, backend, audit());
  let revision = 1;
  const reshard = async (shards: number): Promise<void> => {
    const card = { releaseNotes: "", card: {}, tags: [], visibility: null };
    await updateVersionCard(db, {
      ...{ key, revision, from: "active", to: "active", actorId: "a", at: next(), audit: audit() },
      ...{ ...card, minimumParallelCapacity: null, maximumParallelCapacity: null },
      routing: { shards },
    });
    revision += 1;
  };
  const config = () => findGateConfig(db, key);
  const isDue = async () => (await listResharding(db, 1000)).includes(key);
  return { key, id, reshard, config, isDue };
}

describe("the shards of a version", () => {
  test("are never fewer than they were once", async ({ expect }) => {
    const { key, reshard } = await make();
    for (const [shards, peak] of [
      [1, 1],
      [4, 4],
      [2, 4],
      [8, 8],
      [1, 8],
    ] as const) {
      await reshard(shards);
      expect(await findPeakShards(db, key)).toBe(peak);
    }
  });

  test("are due from a change on until that was seen to", async ({ expect }) => {
    const { key, reshard, config, isDue } = await make();
    expect(await isDue()).toBe(false);
    await reshard(2);
    expect(await isDue()).toBe(true);
    const { epoch = 0 } = (await config()) ?? {};
    await endResharding(db, { versionKey: key, epoch: epoch - 1 });
    expect(await isDue()).toBe(true);
    await endResharding(db, { versionKey: key, epoch });
    expect(await isDue()).toBe(false);
    await reshard(2);
    expect(await isDue()).toBe(false);
    await reshard(1);
    expect(await isDue()).toBe(true);
  });

  test("get backends and limits in one step, which raises the epoch", async ({ expect }) => {
    const { key, id, reshard, config } = await make();
    await reshard(2);
    const { epoch = 0 } = (await config()) ?? {};
    const step = (nextShard: number | null, shard: number, at: number) =>
      writeShards(db, {
        versionKey: key,
        epoch: at,
        places: [{ id, shard, nextShard }],
        limits: [1, 0],
      });
    await step(1, 0, epoch);
    expect(await config()).toMatchObject({
      epoch: epoch + 1,
      moves: { [id]: 1 },
      shardLimits: [1, 0],
    });
    await step(null, 1, epoch + 1);
    expect(await config()).toMatchObject({
      epoch: epoch + 2,
      moves: {},
      backends: [{ id, shard: 1 }],
    });
  });

  test("stay as they are where the configuration has changed meanwhile", async ({ expect }) => {
    const { key, id, reshard, config } = await make();
    await reshard(2);
    const before = await config();
    const places = [{ id, shard: 1, nextShard: null }];
    for (const off of [-1, 1]) {
      const epoch = (before?.epoch ?? 0) + off;
      await writeShards(db, { versionKey: key, epoch, places, limits: [1, 2] });
    }
    expect(await config()).toEqual(before);
    const other = await make();
    await writeShards(db, { versionKey: other.key, epoch: 2, places, limits: null });
    expect(await findBackend(db, { versionKey: key, id })).toMatchObject({ shard: 0 });
  });
});
