import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, test } from "vitest";

import {
  findVersion,
  insertVersion,
  listModels,
  listTransitions,
  listVersions,
  openDatabase,
} from "../src/index.ts";
import { modelList, newVersion, randomHex, versionList } from "./factories.ts";

const db = openDatabase(env.UPGRADED_DB);
/** The last migration of the release before versions had a life: what it stored must be read by this one. */
const lastOfOld = "0006_add_flat_schemas.sql";

const oldRows = [
  `INSERT INTO owners (id, username, webhook_secret, created_at) VALUES ('o1', 'john', 's', 1)`,
  `INSERT INTO models (id, owner_id, name, hardware_identifier, last_number, created_at) VALUES
     ('m1', 'o1', 'upscaler', 'cpu', 3, 10), ('m2', 'o1', 'gone', 'cpu', 2, 10)`,
  `INSERT INTO versions (key, id, model_id, number, semver, container_image_digest, schemas, created_at) VALUES
     (1, 'a1', 'm1', 1, '0.1.0', 'sha256:1', '{"prediction":{"input":true,"output":true}}', 100),
     (2, 'a2', 'm1', 2, '0.2.0', 'sha256:2', '{"prediction":{"input":true,"output":true}}', 200),
     (3, 'a3', 'm1', 3, '0.3.0', 'sha256:3', '{"prediction":{"input":true,"output":true}}', 300)`,
  `INSERT INTO version_cards (version_key, status, release_notes, maximum_parallel_capacity, updated_at, deleted_at, deleted_by) VALUES
     (1, 'active', 'First.', 4, NULL, NULL, NULL),
     (2, 'deleted', 'Second.', NULL, 250, 250, 'o1'),
     (3, 'active', 'Third.', NULL, NULL, NULL, NULL)`,
  `UPDATE models SET deleted_at = 50 WHERE id = 'm2'`,
];

describe("a database of the release before", () => {
  beforeAll(async () => {
    const migrations = env.TEST_MIGRATIONS;
    const end = migrations.findIndex(({ name }) => name === lastOfOld) + 1;
    await applyD1Migrations(env.UPGRADED_DB, migrations.slice(0, end));
    await env.UPGRADED_DB.batch(oldRows.map((row) => env.UPGRADED_DB.prepare(row)));
    await applyD1Migrations(env.UPGRADED_DB, migrations);
  });

  test("keeps its versions, with nothing said of them that was not said", async ({ expect }) => {
    expect(await findVersion(db, "m1", 1)).toEqual({
      ...{ key: 1, id: "a1", number: 1, semver: "0.1.0", containerImageDigest: "sha256:1" },
      schemas: { prediction: { input: true, output: true } },
      ...{ createdAt: 100, updatedAt: null, deletedAt: null, deletedBy: null },
      ...{ status: "active", revision: 1, releaseNotes: "First.", visibility: null, tags: [] },
      ...{ content: {}, card: {} },
      ...{ minimumParallelCapacity: null, maximumParallelCapacity: 4, routing: {} },
    });
  });

  test("is searched like one that began empty", async ({ expect }) => {
    const page = { cursor: null, size: 5 };
    const owner = { id: "o1" };
    const given = { sort: "relevance", direction: "desc" } as const;
    const names = async (text: string) => {
      const list = modelList(owner, { ...given, filter: { text, status: "active" } });
      return (await listModels(db, page, list)).rows.map(({ name }) => name);
    };
    const numbers = async (text: string, viewer = { reads: ["o1"], writes: ["o1"] }) => {
      const list = versionList(owner, { ...given, viewer, filter: { text, modelId: "m1" } });
      return (await listVersions(db, page, list)).rows.map(({ number }) => number);
    };
    expect(await names("john upsc")).toEqual(["upscaler"]);
    expect(await names("gone")).toEqual([]);
    expect(await numbers("upscaler")).toEqual([3, 1]);
    expect(await numbers("third")).toEqual([3]);
    expect(await numbers("third", { reads: [], writes: [] })).toEqual([]);
  });

  test("knows how each of them came and went", async ({ expect }) => {
    const page = { cursor: null, size: 5 };
    const created = { from: null, to: "active", actor: "john", reason: null, revision: 1 };
    expect((await listTransitions(db, 1, page)).rows).toEqual([{ ...created, at: 100 }]);
    expect((await listTransitions(db, 2, page)).rows).toEqual([
      { from: "active", to: "deleted", actor: "john", reason: null, revision: 2, at: 250 },
      { ...created, at: 200 },
    ]);
    expect(await findVersion(db, "m1", 2)).toMatchObject({
      ...{ status: "deleted", revision: 2, deletedAt: 250, deletedBy: "john" },
    });
  });

  test("goes on numbering where it was, and gives no version twice", async ({ expect }) => {
    const publish = async (wanted: Parameters<typeof newVersion>[0]["wanted"]) =>
      insertVersion(db, newVersion({ modelId: "m1", id: randomHex(32), wanted }));
    const taken = { version: "0.2.0", precedence: "000000000.000000002.000000000~" };
    expect(await publish(taken)).toBeNull();
    expect(await publish({ bump: "minor" })).toMatchObject({ number: 4, semver: "0.4.0" });
    const patch = { version: "0.2.1", precedence: "000000000.000000002.000000001~" };
    expect(await publish(patch)).toMatchObject({ number: 5, semver: "0.2.1" });
    const names = "SELECT last_number, highest_precedence FROM retired_model_names";
    expect(await env.UPGRADED_DB.prepare(names).first()).toEqual({
      ...{ last_number: 2, highest_precedence: "000000000.000000002.000000000~" },
    });
  });

  test("guards its old versions as it guards new ones", async ({ expect }) => {
    const update = (column: string): Promise<unknown> =>
      env.UPGRADED_DB.prepare(`UPDATE versions SET ${column} = 'x' WHERE key = 1`).run();
    for (const column of ["content", "precedence", "semver", "schemas"]) {
      await expect(update(column)).rejects.toThrow(/a version is immutable/);
    }
  });
});
