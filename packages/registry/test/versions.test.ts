import { describe, test } from "vitest";

import { createVersion, getVersion, listVersions } from "../src/index.ts";
import {
  as,
  countRows,
  digest,
  makeActor,
  makeModel,
  makeVersion,
  removeVersion,
  unsaid,
  versionBody,
} from "./arrange.ts";
import { makeScene, refusal } from "./refusals.ts";

describe("creating a version", () => {
  test("publishes exactly what was sent, under the next number", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    await makeVersion(actor, model);
    const schemas = {
      prediction: { input: true, output: { type: "string", $defs: { a: { minimum: 1 } } } },
      training: { input: { type: "object" }, output: {} },
    };
    const body = { release_notes: "Faster. ✓", container_image_digest: digest, schemas };
    const { warnings, ...version } = await createVersion(as(actor), { ...model, body });
    expect(warnings).toEqual([]);
    expect(version).toEqual({
      ...{ ...unsaid, ...body, number: 2, version: "0.2.0", status: "active" },
      ...{ id: version.id, created_at: version.created_at, updated_at: null, revision: 1 },
    });
    expect(version.id).toMatch(/^[0-9a-f]{64}$/);
    expect(await getVersion(as(actor), { ...model, number: "2" })).toEqual(version);
  });

  test("twenty times at once gives twenty consecutive numbers", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    const made = await Promise.all(Array.from({ length: 20 }, () => makeVersion(actor, model)));
    const expected = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(made.map(Number).toSorted((one, two) => one - two)).toEqual(expected);
  });

  const task = { input: {}, output: {} };
  const bodies: [string, unknown, (string | number)[]][] = [
    ["no body", undefined, ["body"]],
    [
      "no digest",
      { release_notes: "", schemas: { prediction: task } },
      ["body", "container_image_digest"],
    ],
    [
      "a digest without sha256:",
      versionBody({ container_image_digest: "a".repeat(64) }),
      ["body", "container_image_digest"],
    ],
    [
      "a digest in capitals",
      versionBody({ container_image_digest: digest.toUpperCase() }),
      ["body", "container_image_digest"],
    ],
    [
      "a digest with a line end",
      versionBody({ container_image_digest: `${digest}\n` }),
      ["body", "container_image_digest"],
    ],
    [
      "256 characters of notes",
      versionBody({ release_notes: "x".repeat(256) }),
      ["body", "release_notes"],
    ],
    ["no prediction schemas", versionBody({ schemas: {} }), ["body", "schemas", "prediction"]],
    [
      "no output schema",
      versionBody({ schemas: { prediction: { input: {} } } }),
      ["body", "schemas", "prediction", "output"],
    ],
    [
      "a schema that is a text",
      versionBody({ schemas: { prediction: { ...task, input: "{}" } } }),
      ["body", "schemas", "prediction", "input"],
    ],
    [
      "a schema that is none",
      versionBody({ schemas: { prediction: { ...task, output: { type: "strin" } } } }),
      ["body", "schemas", "prediction", "output", "type"],
    ],
    [
      "a training schema that is none",
      versionBody({
        schemas: { prediction: task, training: { ...task, input: { minimum: "1" } } },
      }),
      ["body", "schemas", "training", "input", "minimum"],
    ],
    [
      "a task that it does not know",
      versionBody({ schemas: { prediction: task, tuning: task } }),
      ["body", "schemas", "tuning"],
    ],
    [
      "no capacity at all",
      versionBody({ processing: { maximum_parallel_capacity: 0 } }),
      ["body", "processing", "maximum_parallel_capacity"],
    ],
    ["a number of its own", versionBody({ number: 30 }), ["body", "number"]],
  ];
  for (const [what, body, loc] of bodies) {
    test(`refuses ${what}, and burns no number`, async ({ expect }) => {
      const actor = await makeActor();
      const model = await makeModel(actor);
      const before = await countRows("versions");
      const created = createVersion(as(actor), { ...model, body });
      await expect(created).rejects.toMatchObject(refusal("invalid_input", loc));
      expect(await countRows("versions")).toBe(before);
      expect(await makeVersion(actor, model)).toBe("1");
    });
  }

  test("names every schema that is none", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    const bad = { input: { type: 1 }, output: { $ref: "https://example.com/x" } };
    const body = versionBody({ schemas: { prediction: bad } });
    const place = ["body", "schemas", "prediction"];
    const refused = refusal(
      "invalid_input",
      [...place, "input", "type"],
      [...place, "output", "$ref"],
    );
    await expect(createVersion(as(actor), { ...model, body })).rejects.toMatchObject(refused);
  });
});

describe("getting a version", () => {
  test("follows the visibility of its model", async ({ expect }) => {
    const { owner, hidden, open, nobody, stranger } = await makeScene();
    for (const actor of [nobody, stranger]) {
      const said = {
        code: "not_found",
        message: `there is no model ${hidden.owner}/${hidden.name}`,
      };
      await expect(getVersion(as(actor), hidden)).rejects.toMatchObject(said);
      expect(await getVersion(as(actor), open)).toMatchObject({ number: 1 });
    }
    expect(await getVersion(as(owner), hidden)).toMatchObject({ number: 1 });
  });

  test("says which number is not there", async ({ expect }) => {
    const { open } = await makeScene();
    const said = { code: "not_found", message: `${open.owner}/${open.name} has no version 7` };
    await expect(getVersion(as(null), { ...open, number: "7" })).rejects.toMatchObject(said);
  });

  for (const number of [
    "0",
    "-1",
    "1.5",
    "01",
    "one",
    "",
    "1e3",
    "9999999999",
    "99999999999999999999",
  ]) {
    test(`refuses ${JSON.stringify(number)} for a number`, async ({ expect }) => {
      const { open } = await makeScene();
      const refused = refusal("invalid_input", ["path", "number"]);
      await expect(getVersion(as(null), { ...open, number })).rejects.toMatchObject(refused);
    });
  }
});

describe("listing versions", () => {
  test("gives the newest first, without schemas, page by page", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    for (let count = 0; count < 6; count++) await makeVersion(actor, model);
    const first = await listVersions(as(actor), { ...model, query: { page_size: "5" } });
    expect(first.items.map((version) => version.number)).toEqual([6, 5, 4, 3, 2]);
    expect(first.items[0]).not.toHaveProperty("schemas");
    const query = { page_size: "5", cursor: first.next_cursor };
    const second = await listVersions(as(actor), { ...model, query });
    expect(second.items.map((version) => version.number)).toEqual([1]);
    expect(second.next_cursor).toBeNull();
  });

  test("follows the visibility of the model", async ({ expect }) => {
    const { hidden, open, absent, stranger } = await makeScene();
    for (const model of [hidden, absent]) {
      const listed = listVersions(as(stranger), { ...model, query: {} });
      await expect(listed).rejects.toMatchObject(refusal("not_found"));
    }
    expect((await listVersions(as(null), { ...open, query: {} })).items).toHaveLength(1);
    const small = listVersions(as(null), { ...open, query: { page_size: "4" } });
    await expect(small).rejects.toMatchObject(refusal("invalid_input", ["query", "page_size"]));
  });
});

describe("deleting a version", () => {
  test("takes it out of sight for good", async ({ expect }) => {
    const { owner, open } = await makeScene();
    await removeVersion(owner, open);
    const said = {
      code: "not_found",
      message: `the version 1 of ${open.owner}/${open.name} was deleted on 2026-11-21 by ${owner.username}`,
    };
    await expect(getVersion(as(null), open)).rejects.toMatchObject(said);
    await expect(removeVersion(owner, open)).rejects.toMatchObject(said);
    expect((await listVersions(as(null), { ...open, query: {} })).items).toEqual([]);
    expect(await makeVersion(owner, open)).toBe("2");
  });

  test("is for its owner with the scope write", async ({ expect }) => {
    const { owner, hidden, open, stranger, admin } = await makeScene();
    const call = removeVersion;
    await expect(call(null, open)).rejects.toMatchObject(refusal("unauthorized"));
    for (const other of [stranger, admin]) {
      await expect(call(other, open)).rejects.toMatchObject(refusal("forbidden"));
      await expect(call(other, hidden)).rejects.toMatchObject(refusal("not_found"));
    }
    const reader = await makeActor(["read"], owner.username);
    await expect(call(reader, open)).rejects.toMatchObject(refusal("forbidden"));
    expect(await getVersion(as(owner), hidden)).toMatchObject({ status: "active" });
  });
});
