import { describe, test } from "vitest";

import { defaultRoutingPolicy } from "@headgate/shared/backends";

import {
  createBackend,
  createVersion,
  deleteModel,
  getVersion,
  patchModel,
  resolveVersion,
} from "../src/index.ts";
import {
  as,
  type MadeModel,
  makeActor,
  makeModel,
  makeVersion,
  removeVersion,
  versionBody,
} from "./arrange.ts";
import { makeScene, refusal } from "./refusals.ts";

describe("resolving a reference", () => {
  test("gives all that a prediction needs, but for the schemas", async ({ expect }) => {
    const { owner, open } = await makeScene();
    const body = versionBody({ processing: { maximum_parallel_capacity: 5 } });
    const version = await createVersion(as(owner), { ...open, body });
    const path = { ...open, number: "2" };
    const backend = await createBackend(as(owner), {
      query: {},
      ...path,
      body: { url: "https://gpu.example.com", capacity: 2 },
    });
    const resolved = await resolveVersion(as(null), { reference: `${open.owner}/${open.name}:2` });
    expect(resolved).toEqual({
      ...{ key: resolved.key, modelId: resolved.modelId, visibility: "public", isPrivate: false },
      ...{ number: 2, semver: "0.2.0", id: version.id, model: open.name },
      ...{ owner: owner.username, ownerId: owner.ownerId },
      routing: defaultRoutingPolicy,
      config: {
        sharding: { shards: 1, peak: 1, limits: null, moves: {} },
        whole: {
          ...{ epoch: 2, maxParallel: 5, maxQueued: 1000 },
          ...{ whenFull: "queue", queueTimeoutMs: 600_000, runTimeoutMs: 1_800_000 },
          retry: {
            ...{ maxAttempts: 3, initialDelayMs: 1_000, maxDelayMs: 30_000 },
            ...{ budget: 0.2, repeatable: true, onFailure: false },
          },
          backends: [
            {
              ...{ id: backend.id, url: "https://gpu.example.com/", protocol: "cog" },
              ...{ capacity: 2, weight: 1, status: "enabled" },
              ...{ shard: 0, settings: null, credentials: null },
            },
          ],
        },
      },
    });
  });

  test("without a version means the newest that was not deleted", async ({ expect }) => {
    const { owner, open } = await makeScene();
    await makeVersion(owner, open);
    const name = `${open.owner}/${open.name}`;
    const numberOf = async (reference: string) =>
      (await resolveVersion(as(null), { reference })).number;
    expect(await numberOf(name)).toBe(2);
    await removeVersion(owner, { ...open, number: "2" });
    expect(await numberOf(name)).toBe(1);
    expect(await numberOf(`${name}@latest`)).toBe(1);
    expect(await numberOf(`${name}:0.1.0`)).toBe(1);
    const { id } = await getVersion(as(null), { ...open, number: "1" });
    expect(await numberOf(id)).toBe(1);
    expect(await numberOf(`${name}:${id}`)).toBe(1);
  });

  test("by a name that the model gave up leads to the model under its new one", async ({
    expect,
  }) => {
    const { owner, open, hidden, stranger } = await makeScene();
    const resolve = (path: MadeModel, selector = "") =>
      resolveVersion(as(stranger), { reference: `${path.owner}/${path.name}${selector}` });
    const { id } = await getVersion(as(null), open);
    const name = `${open.name}-x`;
    for (const path of [open, hidden]) {
      await patchModel(as(owner), { ...path, body: { name: `${path.name}-x` } });
    }
    for (const selector of ["", ":1", ":0.1.0", "@latest", `:${id}`]) {
      expect(await resolve(open, selector)).toMatchObject({ id, model: name });
    }
    await expect(resolve(hidden)).rejects.toMatchObject({
      message: `there is no model ${hidden.owner}/${hidden.name}`,
    });
    await makeModel(owner, { name: open.name, visibility: "public" });
    await expect(resolve(open, ":1")).rejects.toMatchObject(refusal("not_found"));
  });

  test("says what is missing", async ({ expect }) => {
    const { owner, open } = await makeScene();
    const name = `${open.owner}/${open.name}`;
    const say = (reference: string) =>
      resolveVersion(as(null), { reference }).then(String, (error: unknown) => String(error));
    expect(await say(`${name}:9`)).toContain(`${name} has no version 9`);
    expect(await say(`${name}:1.2.3`)).toContain(`${name} has no version 1.2.3`);
    expect(await say(`${name}@champion`)).toContain(`${name} has no alias champion`);
    expect(await say(`${open.owner}/not-there`)).toContain("there is no model");
    expect(await say("0".repeat(64))).toContain("there is no version with the id 000");
    await removeVersion(owner, open);
    expect(await say(`${name}:1`)).toContain(`the version 1 of ${name} was deleted`);
    expect(await say(name)).toContain(`${name} has no active version: publish one with POST`);
    await deleteModel(as(owner), { ...open, query: { with_versions: "true" } });
    expect(await say(name)).toContain(`there is no model ${name}`);
  });

  test("is refused as not found, or as no reference at all", async ({ expect }) => {
    const { open } = await makeScene();
    const call = (reference: string) => resolveVersion(as(null), { reference });
    const name = `${open.owner}/${open.name}`;
    await expect(call(`${name}:9`)).rejects.toMatchObject(refusal("not_found"));
    for (const reference of ["", "x", `${name}:0`, `${name}:01`, `${name}:`, `${name}@`, "A/b"]) {
      await expect(call(reference)).rejects.toMatchObject(refusal("invalid_input", ["reference"]));
    }
  });

  test("hides a private model from everybody but its owner", async ({ expect }) => {
    const { owner, hidden, nobody, stranger, admin } = await makeScene();
    const { id } = await getVersion(as(owner), hidden);
    const name = `${hidden.owner}/${hidden.name}`;
    for (const actor of [nobody, stranger, admin]) {
      const call = (reference: string) => resolveVersion(as(actor), { reference });
      for (const reference of [name, `${name}:1`, `${name}:9`, `${name}@champion`]) {
        const said = { code: "not_found", message: `there is no model ${name}` };
        await expect(call(reference)).rejects.toMatchObject(said);
      }
      const said = { code: "not_found", message: `there is no version with the id ${id}` };
      await expect(call(id)).rejects.toMatchObject(said);
    }
    expect(await resolveVersion(as(owner), { reference: name })).toMatchObject({ id });
    const reader = await makeActor(["read"], owner.username);
    const call = resolveVersion(as(reader), { reference: name });
    await expect(call).rejects.toMatchObject(refusal("forbidden"));
    const predictor = await makeActor(["predict"], owner.username);
    expect(await resolveVersion(as(predictor), { reference: id })).toMatchObject({ id });
  });

  test("of a model without a version says how to publish one", async ({ expect }) => {
    const actor = await makeActor();
    const { owner, name } = await makeModel(actor);
    const call = resolveVersion(as(actor), { reference: `${owner}/${name}` });
    const message = `${owner}/${name} has no active version: publish one with POST /v1/models/${owner}/${name}/versions`;
    await expect(call).rejects.toMatchObject({ code: "not_found", message });
  });
});
