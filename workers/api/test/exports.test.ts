import { describe, test } from "vitest";

import { type AliasLedgerEntry, hashLedgerEntry, type ModelWithDetails } from "@headgate/shared";

import { type AliasScene, makeAliasScene, pointed, readLedger, set, told } from "./alias-scene.ts";
import { countRows, makeOwner, type Owner } from "./arrange.ts";
import { type Answer, ask, call, origin } from "./call.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";

type Line = Record<string, unknown> & { type: string };

async function makePast(): Promise<AliasScene> {
  const scene = await makeAliasScene(3);
  for (const version of [1, 2, 3]) await set(scene, "blue", version);
  await ask(`POST ${scene.model}/versions/2/promote`, { token: scene.token });
  await ask(`DELETE ${scene.model}/versions/2`, { token: scene.token });
  return scene;
}

async function readExport({ token, model }: AliasScene): Promise<Line[]> {
  const { text } = await call(`GET ${model}/export`, { token });
  expectNewline(text);
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

function expectNewline(text: string): void {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
}

/** The export as one of another model with the same past. */
async function renewed(lines: Line[]): Promise<Line[]> {
  const modelId = crypto.randomUUID();
  const ids = new Map<unknown, string>();
  const changed: Line[] = [];
  let previous: string | null = null;
  for (const line of lines) {
    if (line.type === "header") changed.push({ ...line, id: modelId });
    else if (line.type === "version") {
      const id = (crypto.randomUUID() + crypto.randomUUID()).replaceAll("-", "");
      ids.set(line["number"], id);
      changed.push({ ...line, id });
    } else if (line.type === "ledger_entry") {
      const before = line["entry"] as AliasLedgerEntry;
      const to = before.to && { ...before.to, id: ids.get(before.to.number) ?? "" };
      const from = before.from && { ...before.from, id: ids.get(before.from.number) ?? "" };
      const entry = { ...before, model_id: modelId, from, to, previous_hash: previous };
      previous = await hashLedgerEntry(entry);
      changed.push({ ...line, entry: { ...entry, hash: previous } });
    } else if (line.type === "end") {
      const { seq } = line["ledger_head"] as { seq: number };
      changed.push({ ...line, ledger_head: { seq, hash: previous } });
    } else changed.push(line);
  }
  return changed;
}

function send({ token }: Owner, lines: unknown[], query = ""): Promise<Answer> {
  const body = lines.map((line) => JSON.stringify(line)).join("\n");
  const headers = { "content-type": "application/jsonl" };
  return call(`POST /v1/models/import${query}`, { token, body, headers });
}

describe("an export", () => {
  test("is a stream of JSON Lines with a beginning and an end", async ({ expect }) => {
    const scene = await makePast();
    const answer = await call(`GET ${scene.model}/export`, { token: scene.token });
    expect(answer.headers.get("content-type")).toBe("application/jsonl");
    const lines = await readExport(scene);
    expect(lines[0]).toMatchObject({ type: "header", format: "headgate-model", format_version: 1 });
    const counts: Record<string, number> = {};
    for (const { type } of lines) counts[type] = (counts[type] ?? 0) + 1;
    expect(counts).toEqual({ header: 1, version: 3, transition: 4, ledger_entry: 5, end: 1 });
    expect(lines.at(-1)).toMatchObject({ versions: 3, transitions: 4, ledger_entries: 5 });
    expect(JSON.stringify(lines)).not.toMatch(/backend|token|predictions_count/);
  });

  test("is imported with 201, and predicts and moves aliases from then on", async ({ expect }) => {
    const scene = await makePast();
    const owner = await makeOwner();
    const answer = await send(owner, await renewed(await readExport(scene)), "?name=copy");
    expect(answer.status).toBe(201);
    const model = `/v1/models/${owner.username}/copy`;
    expect(answer.headers.get("location")).toBe(origin + model);
    expect((answer.body as ModelWithDetails).latest_version).toMatchObject({ number: 3 });
    const copy = { ...scene, owner, token: owner.token, model };
    expect(told(await readLedger(copy))).toEqual(told(await readLedger(scene)));
    expect(await pointed(copy, "primary")).toBe(3);
    await set(copy, "blue", 1);
    expect(await pointed(copy, "blue")).toBe(1);
    const gone = await call(`GET ${model}/versions/2`, { token: owner.token });
    expect(expectRefusal(expect, gone, "not_found")).toContain(`by ${scene.owner.username}`);
  });

  test("is refused where it is, or was, already", async ({ expect }) => {
    const scene = await makePast();
    const lines = await readExport(scene);
    const { token, model, owner } = scene;
    expect(expectRefusal(expect, await send(owner, lines), "conflict")).toContain("here already");
    await ask(`DELETE ${model}?with_versions=true`, { token });
    expect(expectRefusal(expect, await send(owner, lines), "conflict")).toContain("here already");
    const again = await send(owner, await renewed(lines));
    expect(expectRefusal(expect, again, "conflict")).toContain("numbers of");
  });
});

describe("an import over HTTP", () => {
  test("that is cut off says where, and leaves nothing", async ({ expect }) => {
    const lines = await renewed(await readExport(await makePast()));
    const owner = await makeOwner();
    const before = await Promise.all(["models", "versions", "import_lines"].map(countRows));
    for (const length of [1, 3, 6, 10]) {
      const answer = await send(owner, lines.slice(0, length));
      const detail = expectRefusal(expect, answer, "invalid_input");
      expect(placesOf(detail)[0]).toEqual(["body", length]);
    }
    const after = await Promise.all(["models", "versions", "import_lines"].map(countRows));
    expect(after).toEqual(before);
    expect((await send(owner, lines)).status).toBe(201);
  });

  test("of the same export, ten times at once, takes effect once", async ({ expect }) => {
    const lines = await renewed(await readExport(await makePast()));
    const owner = await makeOwner();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(owner, lines)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
  });

  test("refuses what is no JSON Lines, no text, too long, or nothing", async ({ expect }) => {
    const { token } = await makeOwner();
    const route = "POST /v1/models/import";
    const json = await call(route, { token, body: {} });
    expect(expectRefusal(expect, json, "unsupported_media_type")).toContain("application/jsonl");
    const headers = { "content-type": "application/jsonl" };
    const none = await call(route, { token, headers });
    expect(expectRefusal(expect, none, "bad_request")).toContain("empty");
    const long = await call(route, { token, headers, body: "x".repeat(3_000_000) });
    expect(expectRefusal(expect, long, "payload_too_large")).toContain("a line is longer");
    const broken = await call(route, { token, headers, body: "{" });
    expect(expectRefusal(expect, broken, "bad_request")).toContain("line 1 is not valid JSON");
  });
});

describeRefusals([{ route: "GET {model}/export", scope: "write" }]);
