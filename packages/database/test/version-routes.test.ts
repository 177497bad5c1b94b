import { describe, test } from "vitest";

import { parseReference } from "@headgate/shared";

import {
  type BackendRow,
  countBackends,
  deleteBackend,
  findBackend,
  findGateConfig,
  findPeakShards,
  findVersionRoute,
  insertBackend,
  isUniqueViolation,
  listBackends,
  updateBackend,
} from "../src/index.ts";
import {
  audit,
  db,
  type MadeModel,
  makeModel,
  makeVersion,
  next,
  removeModel,
  removeVersion,
} from "./factories.ts";

function nameOf(model: MadeModel): string {
  return `${model.owner.username}/${model.name}`;
}

async function keyOf(reference: string): Promise<number | null | undefined> {
  const route = await findVersionRoute(db, parseReference(reference));
  return route === null ? undefined : (route.version?.key ?? null);
}

async function makeBackend(
  versionKey: number,
  given: Partial<BackendRow> = {},
): Promise<BackendRow> {
  const backend: BackendRow = {
    id: crypto.randomUUID(),
    versionKey,
    url: `https://gpu-${next()}.example.com/`,
    protocol: "cog",
    capacity: 2,
    weight: 0.5,
    status: "enabled",
    ...{ region: null, labels: {}, shard: 0, settings: null, credentials: null },
    ...{ nextShard: null, probe: null },
    createdAt: next(),
    updatedAt: null,
    ...given,
  };
  await insertBackend(db, backend, audit());
  return backend;
}

describe("a reference", () => {
  test("leads to its version in every notation", async ({ expect }) => {
    const model = await makeModel();
    const [first, second] = [await makeVersion(model.id), await makeVersion(model.id)];
    const name = nameOf(model);
    expect(await keyOf(`${name}:1`)).toBe(first.key);
    expect(await keyOf(`${name}:0.1.0`)).toBe(first.key);
    expect(await keyOf(`${name}:${first.id}`)).toBe(first.key);
    expect(await keyOf(first.id)).toBe(first.key);
    expect(await keyOf(name)).toBe(second.key);
    expect(await keyOf(`${name}@latest`)).toBe(second.key);
  });

  test("without a version follows the newest active one", async ({ expect }) => {
    const model = await makeModel();
    expect(await keyOf(nameOf(model))).toBeNull();
    const [first, second] = [await makeVersion(model.id), await makeVersion(model.id)];
    await removeVersion(second.key);
    expect(await keyOf(nameOf(model))).toBe(first.key);
    await removeVersion(first.key);
    expect(await keyOf(nameOf(model))).toBeNull();
  });

  test("to a deleted version says so", async ({ expect }) => {
    const model = await makeModel();
    const { key } = await makeVersion(model.id);
    await removeVersion(key);
    const route = await findVersionRoute(db, parseReference(`${nameOf(model)}:1`));
    expect(route?.version).toMatchObject({ key, status: "deleted" });
  });

  test("leads nowhere for another model's version, and for what is not there", async ({
    expect,
  }) => {
    const [model, other] = [await makeModel(), await makeModel()];
    const version = await makeVersion(model.id);
    const name = nameOf(other);
    expect(await keyOf(`${name}:${version.id}`)).toBeNull();
    expect(await keyOf(`${name}:7`)).toBeNull();
    expect(await keyOf(`${name}:9.9.9`)).toBeNull();
    expect(await keyOf(`${nameOf(model)}@champion`)).toBeNull();
    expect(await keyOf(`${other.owner.username}/absent`)).toBeUndefined();
    expect(await keyOf("0".repeat(64))).toBeUndefined();
    await removeModel(model.id);
    expect(await keyOf(`${nameOf(model)}:1`)).toBeUndefined();
    expect(await keyOf(version.id)).toBeUndefined();
  });

  test("tells whose model it is and what the gate must know", async ({ expect }) => {
    const model = await makeModel({ isPublic: true });
    const { key, id } = await makeVersion(model.id);
    const backend = await makeBackend(key);
    const { url, protocol, capacity, weight, status } = backend;
    const plain = { shard: 0, settings: null, credentials: null };
    const shown = { id: backend.id, url, protocol, capacity, weight, status, ...plain };
    expect(await findVersionRoute(db, parseReference(id))).toEqual({
      ...{ owner: model.owner.username, ownerId: model.owner.id, visibility: "public" },
      ...{ model: model.name, modelId: model.id },
      version: {
        ...{ key, id, number: 1, semver: "0.1.0", status: "active" },
        ...{ isPrivate: false, deletedAt: null, deletedBy: null },
        gateConfig: {
          epoch: 2,
          maxParallel: null,
          runTimeoutMs: null,
          routing: {},
          ...{ peakShards: 1, shardLimits: null, moves: {} },
          backends: [shown],
        },
      },
    });
    expect(await findPeakShards(db, key)).toBe(1);
    expect(await findPeakShards(db, 0)).toBeNull();
  });
});

describe("backends", () => {
  test("raise the epoch of their version with every change, and of no other", async ({
    expect,
  }) => {
    const model = await makeModel();
    const [{ key: versionKey }, other] = [await makeVersion(model.id), await makeVersion(model.id)];
    const epoch = async () => (await findGateConfig(db, versionKey))?.epoch;
    expect(await epoch()).toBe(1);
    const before = await makeBackend(versionKey);
    const { id } = before;
    expect(await epoch()).toBe(2);
    await updateBackend(db, { before, changes: { status: "disabled" }, updatedAt: 5 }, audit());
    expect(await findGateConfig(db, versionKey)).toMatchObject({
      epoch: 3,
      backends: [{ id, status: "disabled" }],
    });
    expect(await deleteBackend(db, { versionKey, id }, audit())).toBe(true);
    expect(await findGateConfig(db, versionKey)).toMatchObject({ epoch: 4, backends: [] });
    expect(await findGateConfig(db, other.key)).toMatchObject({ epoch: 1 });
    expect(await findGateConfig(db, 0)).toBeNull();
  });

  test("do not raise it when the change fails", async ({ expect }) => {
    const { key } = await makeVersion((await makeModel()).id);
    const { url } = await makeBackend(key);
    const error: unknown = await makeBackend(key, { url }).catch((caught: unknown) => caught);
    expect(isUniqueViolation(error, "backends.version_key, backends.url")).toBe(true);
    expect(await findGateConfig(db, key)).toMatchObject({ epoch: 2 });
    expect(await countBackends(db, key)).toBe(1);
  });

  test("are not changed where URL or credentials are others than were read", async ({ expect }) => {
    const { key } = await makeVersion((await makeModel()).id);
    const before = await makeBackend(key, { credentials: "sealed" });
    const changes = { url: "https://elsewhere.example.com/" };
    const stale = [
      { ...before, url: changes.url },
      { ...before, credentials: null },
    ];
    for (const read of stale) {
      const update = { before: read, changes, updatedAt: 5 };
      expect(await updateBackend(db, update, audit())).toBeNull();
    }
    expect(await findBackend(db, before)).toEqual(before);
  });

  test("are found, changed and deleted under their own version only", async ({ expect }) => {
    const model = await makeModel();
    const [own, other] = [await makeVersion(model.id), await makeVersion(model.id)];
    const backend = await makeBackend(own.key);
    const strange = { versionKey: other.key, id: backend.id };
    expect(await findBackend(db, strange)).toBeNull();
    expect(
      await updateBackend(
        db,
        { before: { ...backend, ...strange }, changes: { capacity: 9 }, updatedAt: 5 },
        audit(),
      ),
    ).toBeNull();
    expect(await deleteBackend(db, strange, audit())).toBe(false);
    expect(await findBackend(db, { versionKey: own.key, id: backend.id })).toEqual(backend);
    expect((await listBackends(db, other.key, { cursor: null, size: 5 })).rows).toEqual([]);
    expect((await listBackends(db, own.key, { cursor: null, size: 5 })).rows).toEqual([backend]);
  });
});
