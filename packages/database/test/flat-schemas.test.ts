import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import type { FlatSchema } from "@headgate/shared";

import { findFlatSchema, findVersionSchemas, upsertFlatSchemas } from "../src/index.ts";
import { db, makeModel, makeVersion } from "./factories.ts";

const place = { task: "prediction", direction: "input" } as const;

function inputOf(key: number): Promise<unknown> {
  return findFlatSchema(db, key, place);
}

async function upsert(key: number, form: number, flat: FlatSchema): Promise<void> {
  await upsertFlatSchemas(db, key, { form, schemas: [{ ...place, flat }] });
}

describe("flat schemas", () => {
  test("come with their version, and go into no other", async ({ expect }) => {
    const model = await makeModel();
    const [one, other] = [await makeVersion(model.id), await makeVersion(model.id)];
    const rows = (key: number) =>
      env.DB.prepare("SELECT task, direction, schema FROM flat_schemas WHERE version_key = ?1")
        .bind(key)
        .all();
    const expected = [
      { ...place, schema: '{"type":"object"}' },
      { task: "prediction", direction: "output", schema: "true" },
    ];
    expect((await rows(one.key)).results).toEqual(expected);
    expect((await rows(other.key)).results).toEqual(expected);
    expect(await inputOf(one.key)).toEqual({ form: 1, schema: { type: "object" } });
  });

  test("are null where a version has none yet, and what the owner wrote is there", async ({
    expect,
  }) => {
    const { key } = await makeVersion((await makeModel()).id);
    await env.DB.prepare("DELETE FROM flat_schemas WHERE version_key = ?1").bind(key).run();
    expect(await inputOf(key)).toBeNull();
    expect(await findVersionSchemas(db, key)).toEqual({
      prediction: { input: { type: "object" }, output: true },
    });
    await upsert(key, 1, false);
    expect(await inputOf(key)).toEqual({ form: 1, schema: false });
  });

  test("give way to a later form and to no earlier one", async ({ expect }) => {
    const { key } = await makeVersion((await makeModel()).id);
    const later = { form: 3, schema: { minLength: 2 } };
    await upsert(key, 3, later.schema);
    expect(await inputOf(key)).toEqual(later);
    await upsert(key, 2, true);
    await upsert(key, 3, true);
    expect(await inputOf(key)).toEqual(later);
  });

  test("may have a megabyte each", async ({ expect }) => {
    const { key } = await makeVersion((await makeModel()).id);
    const flat = { enum: ["x".repeat(1_000_000)] };
    const schemas = (["input", "output"] as const).map((direction) => ({
      ...{ task: "prediction" as const, direction, flat },
    }));
    await upsertFlatSchemas(db, key, { form: 2, schemas });
    expect(await inputOf(key)).toEqual({ form: 2, schema: flat });
  });

  test("are not kept for a version that is not there", async ({ expect }) => {
    expect(await findVersionSchemas(db, 0)).toBeNull();
    await expect(upsert(0, 1, true)).rejects.toThrow();
  });
});
