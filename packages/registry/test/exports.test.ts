import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import {
  createVersion,
  exportModel,
  getModel,
  getVersion,
  loadFlatSchema,
  resolveVersion,
  setAlias,
} from "../src/index.ts";
import { as, makeActor, makeModel, makeVersion, versionBody } from "./arrange.ts";
import {
  asElsewhere,
  importInto,
  type Line,
  makeActorElsewhere,
  makePast,
  readAll,
  readExport,
  readLedger,
} from "./exports.ts";
import { refusal } from "./refusals.ts";

/** How many rows each table has on the other installation. */
async function countElsewhere(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of [
    "models",
    "versions",
    "version_cards",
    "alias_ledger",
    "aliases",
    "import_lines",
  ]) {
    const row = await env.ELSEWHERE.prepare(`SELECT count(*) AS n FROM ${table}`).first<{
      n: number;
    }>();
    counts[table] = row?.n ?? -1;
  }
  return counts;
}

describe("an exported model", () => {
  test("is the same elsewhere: ids, numbers, times, cards, aliases and a ledger that verifies", async ({
    expect,
  }) => {
    const { actor, model } = await makePast();
    const lines = await readExport(as(actor), model);
    const importer = await makeActorElsewhere();
    const made = await importInto(asElsewhere(importer), lines);
    const there = { owner: importer.username, name: model.name };
    expect(await readAll(asElsewhere(importer), there)).toEqual(await readAll(as(actor), model));
    const { owner, hardware: _, ...before } = await getModel(as(actor), model);
    expect(made).toMatchObject(before);
    expect(made.owner.username).not.toBe(owner.username);
    expect(await readExport(asElsewhere(importer), there)).toEqual([
      { ...lines[0], exported_at: expect.any(String) as unknown },
      ...lines.slice(1),
    ]);
  });

  test("goes on there as it would have here", async ({ expect }) => {
    const { actor, model } = await makePast();
    const importer = await makeActorElsewhere();
    const ctx = asElsewhere(importer);
    await importInto(ctx, await readExport(as(actor), model));
    const there = { owner: importer.username, name: model.name };
    const created = await createVersion(ctx, { ...there, body: versionBody() });
    expect(created).toMatchObject({ number: 7, version: "7.0.0" });
    const reference = `${importer.username}/${model.name}@blue`;
    const { key, number } = await resolveVersion(ctx, { reference });
    expect(number).toBe(2);
    const place = { task: "prediction", direction: "input" } as const;
    expect(await loadFlatSchema(ctx, key, place)).toMatchObject({ type: "object" });
    await setAlias(ctx, { ...there, alias: "blue", body: { version: 7 } });
    expect((await readLedger(ctx, there)).at(-1)).toMatchObject({
      from: { number: 2 },
      to: { number: 7 },
    });
    const gone = getVersion(ctx, { ...there, number: "3" });
    await expect(gone).rejects.toThrow(`was deleted on 2026-11-21 by ${actor.username}`);
    const moved = setAlias(ctx, { ...there, alias: "green", body: { version: 4 } });
    await expect(moved).rejects.toMatchObject(refusal("conflict"));
  });

  test("is whole without versions, and under another name and owner", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor, { visibility: "public" });
    const lines = await readExport(as(actor), model);
    expect(lines.map(({ type }) => type)).toEqual(["header", "end"]);
    const importer = await makeActorElsewhere();
    const made = await importInto(asElsewhere(importer), lines, { name: "other" });
    expect(made).toMatchObject({ name: "other", visibility: "public", latest_version: null });
  });

  test("says that it is incomplete where the model was changed meanwhile", async ({ expect }) => {
    const { actor, model } = await makePast();
    const lines: Line[] = [];
    for await (const line of await exportModel(as(actor), model)) {
      lines.push(line as Line);
      if (lines.length === 1) await makeVersion(actor, model);
    }
    expect(lines.at(-1)?.type).toBe("incomplete");
    const importer = await makeActorElsewhere();
    const refused = importInto(asElsewhere(importer), lines);
    await expect(refused).rejects.toThrow("was changed while it was exported");
  });

  test("is for those who may change the model", async ({ expect }) => {
    const { model } = await makePast();
    const stranger = await makeActor();
    await expect(readExport(as(stranger), model)).rejects.toMatchObject(refusal("not_found"));
    const reader = await makeActor(["read"], model.owner);
    await expect(readExport(as(reader), model)).rejects.toMatchObject(refusal("forbidden"));
  });
});

describe("an import that is cut off", () => {
  test("at any line leaves nothing, and is done by sending all of it", async ({ expect }) => {
    const { actor, model } = await makePast();
    const lines = await readExport(as(actor), model);
    const importer = await makeActorElsewhere();
    const before = await countElsewhere();
    for (let length = 0; length < lines.length; length += 1) {
      const cut = importInto(asElsewhere(importer), lines.slice(0, length));
      await expect(cut).rejects.toMatchObject({
        code: length === 0 ? "bad_request" : "invalid_input",
      });
    }
    const last = JSON.stringify(lines.at(-1));
    const half = importInto(asElsewhere(importer), [...lines.slice(0, -1), last.slice(0, 20)]);
    await expect(half).rejects.toMatchObject(refusal("bad_request"));
    expect(await countElsewhere()).toEqual(before);
    expect(await importInto(asElsewhere(importer), lines)).toMatchObject({ name: model.name });
  });

  test("leaves parts that wait, which a later import takes away after a day", async ({
    expect,
  }) => {
    const stale = "INSERT INTO import_lines VALUES ('stale', 0, 'version', '{}', 0)";
    await env.ELSEWHERE.prepare(stale).run();
    const actor = await makeActor();
    const lines = await readExport(as(actor), await makeModel(actor));
    await importInto(asElsewhere(await makeActorElsewhere()), lines);
    expect((await countElsewhere())["import_lines"]).toBe(0);
  });
});

describe("an import is refused, and leaves nothing", () => {
  type Change = (lines: Line[]) => unknown[];
  const edit =
    (type: string, change: (line: Line) => object): Change =>
    (lines) => {
      const index = lines.findIndex((line) => line.type === type);
      return lines.with(index, { ...lines[index], ...change(lines[index] as Line) } as Line);
    };
  const body = (change: object): Change =>
    edit("version", (line) => ({ body: { ...(line["body"] as object), ...change } }));
  const entry = (change: object): Change =>
    edit("ledger_entry", (line) => ({ entry: { ...(line["entry"] as object), ...change } }));
  const wrong: [string, Change, string][] = [
    ["another format", edit("header", () => ({ format: "zip" })), "headgate-model"],
    ["a later format", edit("header", () => ({ format_version: 2 })), "format_version"],
    ["a key of the header that nobody knows", edit("header", () => ({ x: 1 })), "x"],
    [
      "hardware that is not there",
      edit("header", (line) => ({
        model: { ...(line["model"] as object), hardware_identifier: "abacus" },
      })),
      "no such hardware",
    ],
    [
      "a model name that is none",
      edit("header", (line) => ({ model: { ...(line["model"] as object), name: "A" } })),
      "model name",
    ],
    ["an id that is none", edit("version", () => ({ id: "12" })), "id"],
    ["a number that does not grow", edit("version", () => ({ number: 2 })), "must grow"],
    ["a number above the last", edit("header", () => ({ last_number: 3 })), "up to 3"],
    ["a version that is none", edit("version", () => ({ version: "1" })), "semantic version"],
    [
      "a time that lies ahead",
      edit("version", () => ({ created_at: "2999-01-01T00:00:00Z" })),
      "in the future",
    ],
    [
      "a digest that is none",
      body({ container_image_digest: "sha256:1" }),
      "container_image_digest",
    ],
    [
      "a schema that is none",
      body({ schemas: { prediction: { input: { type: "colour" }, output: {} } } }),
      "type",
    ],
    ["a sample that does not fit", body({ sample_input: 7 }), "sample_input"],
    [
      "a status that nothing led to",
      edit("version", () => ({ status: "canceled" })),
      "do not lead to canceled",
    ],
    [
      "a transition out of order",
      edit("transition", () => ({ from: "draft" })),
      "was not there before",
    ],
    ["a transition of no version", edit("transition", () => ({ number: 99 })), "no version 99"],
    ["an entry with another reason", entry({ reason: "forged" }), "does not hold at entry 1"],
    ["an entry of another model", entry({ model_id: "x" }), "another model"],
    [
      "an entry about another version",
      entry({ to: { number: 1, id: "0".repeat(64) } }),
      "not there",
    ],
    [
      "a missing entry",
      (lines) =>
        lines.toSpliced(
          lines.findIndex(({ type }) => type === "ledger_entry"),
          1,
        ),
      "does not hold at entry 1",
    ],
    ["a missing version", (lines) => lines.toSpliced(1, 1), "no version 1"],
    ["a version twice", (lines) => [lines[0], lines[1], lines[1], ...lines.slice(2)], "must grow"],
    ["other counts", edit("end", () => ({ versions: 1 })), "counts other lines"],
    ["a line behind the end", (lines) => [...lines, lines[1]], "behind the last one"],
    [
      "a line of another type",
      (lines) => lines.toSpliced(2, 0, { type: "token" }),
      'no lines of the type \\"token\\"',
    ],
    ["a line that is no JSON", (lines) => [lines[0], "{"], "line 2 is not valid JSON"],
    ["no header", (lines) => lines.slice(1), "no export of a model"],
  ];
  test.for(wrong)("for %s", async ([, change, says], { expect }) => {
    const { actor, model } = await makePast();
    const lines = await readExport(as(actor), model);
    const importer = await makeActorElsewhere();
    const before = await countElsewhere();
    const refused = await importInto(asElsewhere(importer), change(lines)).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ name: "HeadgateError" });
    const { message, problems } = refused as { message: string; problems: unknown };
    expect(message + JSON.stringify(problems)).toContain(says);
    expect(await countElsewhere()).toEqual(before);
  });

  test("for a model, a name or a version that is there already", async ({ expect }) => {
    const { actor, model } = await makePast();
    const lines = await readExport(as(actor), model);
    await expect(importInto(as(actor), lines)).rejects.toThrow("the model is here already");
    const importer = await makeActorElsewhere();
    const ctx = asElsewhere(importer);
    await importInto(ctx, lines);
    const other = await readExport(as(actor), await makeModel(actor));
    const named = importInto(ctx, other, { name: model.name });
    await expect(named).rejects.toThrow(
      `there is a model ${importer.username}/${model.name} already`,
    );
    const before = await countElsewhere();
    const [header, ...rest] = lines.filter(({ type }) => type !== "ledger_entry");
    const end = { ...rest.at(-1), ledger_entries: 0, ledger_head: { seq: 0, hash: null } };
    const copy = { ...header, id: crypto.randomUUID() };
    const taken = importInto(ctx, [copy, ...rest.slice(0, -1), end], { name: "copy" });
    await expect(taken).rejects.toThrow("a version with one of these ids is here already");
    expect(await countElsewhere()).toEqual(before);
  });

  test("into a namespace that is not the caller's", async ({ expect }) => {
    const actor = await makeActor();
    const lines = await readExport(as(actor), await makeModel(actor));
    const [importer, other] = [await makeActorElsewhere(), await makeActorElsewhere()];
    const call = importInto(asElsewhere(importer), lines, { owner: other.username });
    await expect(call).rejects.toMatchObject(refusal("forbidden"));
    const nobody = importInto(asElsewhere(importer), lines, { owner: "nobody" });
    await expect(nobody).rejects.toMatchObject(refusal("invalid_input", ["query", "owner"]));
  });
});
