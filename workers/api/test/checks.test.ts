import { env, exports } from "cloudflare:workers";
import { describe, test } from "vitest";

import { findCheck, openDatabase, saveCheck } from "@headgate/database";
import type { CreatedVersion, Page, VersionCheck } from "@headgate/shared";

import {
  makeModel,
  makeOwner,
  makeToken,
  makeVersion,
  type Owner,
  versionBody,
} from "./arrange.ts";
import { type Answer, ask, call, origin } from "./call.ts";
import { EventReader } from "./event-reader.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { wireTime } from "./shapes.ts";

const db = openDatabase(env.DB);
const sample = { prompt: "a boat" };

interface Checked {
  owner: Owner;
  token: string;
  model: string;
  version: string;
}

/** A draft, unless `changes` say otherwise. */
async function makeDraft(changes: object = {}, modelChanges: object = {}): Promise<Checked> {
  const owner = await makeOwner();
  const model = await makeModel(owner, modelChanges);
  const version = await makeVersion(owner, model, { draft: true, ...changes });
  return { owner, token: owner.token, model, version };
}

function post({ token, version }: Checked, body: object): Promise<Answer> {
  return call(`POST ${version}/checks`, { token, body });
}

/** Ends a check as the courier would. */
async function end({ id }: VersionCheck): Promise<void> {
  await env.DB.prepare(
    "UPDATE version_checks SET state = 'passed', ended_at = ?2, due_at = NULL WHERE id = ?1",
  )
    .bind(id, Date.now())
    .run();
}

describe("asking for a check", () => {
  test("answers at once with its steps in order, none begun", async ({ expect }) => {
    const draft = await makeDraft();
    const body = { checks: ["run", "load"], sample_input: sample };
    const answer = await post(draft, body);
    expect(answer.status).toBe(202);
    const check = answer.body as VersionCheck;
    expect(answer.headers.get("location")).toBe(`${origin}${draft.version}/checks/${check.id}`);
    const step = { state: "pending", percentage: 0, message: null, log: [] };
    const times = { started_at: null, ended_at: null };
    expect(check).toEqual({
      ...{ id: check.id, number: 1, state: "pending", publish: false, percentage: 0 },
      ...{ step: 1, step_name: "load", prediction_id: null, ended_at: null },
      steps: [
        { name: "load", ...step, ...times },
        { name: "run", ...step, ...times },
      ],
      ...{ created_at: wireTime(expect), deadline_at: wireTime(expect) },
    });
    const { token, version } = draft;
    expect(await ask(`GET ${version}/checks/${check.id}`, { token })).toEqual(check);
    const stored = await findCheck(db, check.id);
    expect(JSON.parse(stored?.input ?? "")).toEqual({ ...sample, scale: 4 });
  });

  test("takes what the model requires where nothing is named", async ({ expect }) => {
    const draft = await makeDraft({}, { required_checks: ["load"] });
    expect((await post(draft, {})).body).toMatchObject({ steps: [{ name: "load" }] });
  });

  test("takes what the model requires besides where it is to publish", async ({ expect }) => {
    const draft = await makeDraft({}, { required_checks: ["load"] });
    const body = { checks: ["run"], sample_input: sample, publish: true };
    const { steps } = (await post(draft, body)).body as VersionCheck;
    expect(steps.map(({ name }) => name)).toEqual(["load", "run"]);
  });

  test("is won by one of fifty who ask at once", async ({ expect }) => {
    const draft = await makeDraft();
    const body = { checks: ["load"] };
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(draft, body)));
    const won = answers.filter(({ status }) => status === 202);
    expect(won).toHaveLength(1);
    const check = (won[0] as Answer).body as VersionCheck;
    for (const answer of answers.filter((one) => one !== won[0])) {
      expect(expectRefusal(expect, answer, "conflict")).toBe(
        `the version is being checked (${check.id}); wait until that has ended`,
      );
    }
    await end(check);
    expect((await post(draft, body)).status).toBe(202);
  });

  const image = { registry: "ghcr.io", repository: "team/upscaler" };
  test.for([
    [{}, ["checks"]],
    [{ checks: [] }, ["checks"]],
    [{ checks: ["walk"] }, ["checks", 0]],
    [{ checks: ["load", "load"] }, ["checks"]],
    [{ checks: ["load"], publish: "yes" }, ["publish"]],
    [{ checks: ["load"], steps: 1 }, ["steps"]],
    [{ checks: ["run"] }, ["sample_input"]],
    [{ checks: ["run"], sample_input: {} }, ["sample_input", "prompt"]],
    [{ checks: ["image"] }, ["container_image"]],
    [
      { checks: ["image"], container_image: { registry: "ghcr.io" } },
      ["container_image", "repository"],
    ],
    [
      { checks: ["image"], container_image: { ...image, registry: "https://x" } },
      ["container_image", "registry"],
    ],
  ] as const)("is refused with %j", async ([body, place], { expect }) => {
    const draft = await makeDraft();
    const answer = await post(draft, body);
    const detail = expectRefusal(expect, answer, "invalid_input");
    expect(placesOf(detail)).toEqual([["body", ...place]]);
    const { token, version } = draft;
    expect(await ask(`GET ${version}/checks`, { token })).toMatchObject({ items: [] });
  });

  test("to publish what is active already is a conflict", async ({ expect }) => {
    const active = await makeDraft({ draft: false });
    const answer = await post(active, { checks: ["load"], publish: true });
    expect(expectRefusal(expect, answer, "conflict")).toContain(
      "is active and cannot be published",
    );
  });

  test("to run takes a token that may predict", async ({ expect }) => {
    const draft = await makeDraft();
    const token = await makeToken(draft.owner.username, ["read", "write"]);
    const body = { checks: ["run"], sample_input: sample };
    const answer = await post({ ...draft, token }, body);
    expect(expectRefusal(expect, answer, "forbidden")).toContain("the scope predict");
  });
});

describe("a model that requires checks", () => {
  test("takes new versions as drafts, and says so", async ({ expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner, { required_checks: ["load"] });
    const options = { token: owner.token, body: versionBody() };
    const made = await ask<CreatedVersion>(`POST ${model}/versions`, options);
    expect(made.status).toBe("draft");
    expect(made.warnings).toMatchObject([{ loc: ["body", "draft"] }]);
    expect(made.warnings[0]?.msg).toContain(`until POST ${model}/versions/1/publish`);
  });

  test("has them made when one is published, which stays a draft meanwhile", async ({ expect }) => {
    const draft = await makeDraft({}, { required_checks: ["load"] });
    const { token, version } = draft;
    const answer = await call(`POST ${version}/publish`, { token });
    expect(answer.status).toBe(202);
    const check = answer.body as VersionCheck;
    expect(check).toMatchObject({ publish: true, steps: [{ name: "load" }] });
    expect(answer.headers.get("location")).toBe(`${origin}${version}/checks/${check.id}`);
    expect(await ask(`GET ${version}`, { token })).toMatchObject({ status: "draft" });
    const again = await call(`POST ${version}/publish`, { token });
    expect(expectRefusal(expect, again, "conflict")).toContain(`being checked (${check.id})`);
  });

  test("checks a revision that is asked for, no other", async ({ expect }) => {
    const { token, version } = await makeDraft({}, { required_checks: ["load"] });
    const headers = { "if-match": '"2"' };
    const answer = await call(`POST ${version}/publish`, { token, headers });
    expectRefusal(expect, answer, "precondition_failed");
    expect(await ask(`GET ${version}/checks`, { token })).toMatchObject({ items: [] });
  });
});

describe("the checks of a version", () => {
  test("are listed the latest first, page by page, while others come", async ({ expect }) => {
    const draft = await makeDraft();
    const { token, version } = draft;
    const ids: string[] = [];
    const add = async (): Promise<void> => {
      const check = (await post(draft, { checks: ["load"] })).body as VersionCheck;
      await end(check);
      ids.unshift(check.id);
    };
    for (let count = 0; count < 7; count += 1) await add();
    const path = `GET ${version}/checks?page_size=5`;
    const first = await ask<Page<VersionCheck>>(path, { token });
    await add();
    const rest = await ask<Page<VersionCheck>>(`${path}&cursor=${first.next_cursor}`, { token });
    const seen = [...first.items, ...rest.items].map(({ id }) => id);
    expect(seen.toSorted()).toEqual(ids.slice(1).toSorted());
    expect(rest.next_cursor).toBe(null);
  });

  test("are not found under another version", async ({ expect }) => {
    const draft = await makeDraft();
    const { token, owner, model } = draft;
    const { id } = (await post(draft, { checks: ["load"] })).body as VersionCheck;
    const other = await makeVersion(owner, model);
    for (const route of [`GET ${other}/checks/${id}`, `GET ${other}/checks/${id}/events`]) {
      const answer = await call(route, { token });
      expect(expectRefusal(expect, answer, "not_found")).toContain(`has no check ${id}`);
    }
  });
});

describe("watching a check", () => {
  test("tells what is new, and `done` at last", async ({ expect }) => {
    const draft = await makeDraft();
    const check = (await post(draft, { checks: ["load"] })).body as VersionCheck;
    const row = await findCheck(db, check.id);
    if (row === null) throw new Error("the check is not there");
    const url = `${origin}${draft.version}/checks/${check.id}/events`;
    const headers = { authorization: `Bearer ${draft.token}` };
    const response = await exports.default.fetch(url, { headers });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const stream = new EventReader(response);
    expect(await stream.next()).toMatchObject({ id: "1", event: "progress" });
    const steps = row.steps.map((step) => ({ ...step, percentage: 40 }));
    const progress = { steps, predictionId: null, heldUntil: 0, dueAt: Date.now() };
    await saveCheck(db, { id: check.id, epoch: 0 }, progress);
    const second = await stream.next();
    expect(second).toMatchObject({ id: "2", event: "progress" });
    expect(JSON.parse(second?.["data"] ?? "")).toMatchObject({ state: "running", percentage: 40 });
    await end(check);
    const last = await stream.next();
    expect(last).toMatchObject({ id: "2", event: "done" });
    expect(JSON.parse(last?.["data"] ?? "")).toMatchObject({ state: "passed" });
    expect(await stream.next()).toBe(null);
  });
});

describeRefusals([
  { route: "GET {version}/checks", scope: "read" },
  { route: "POST {version}/checks", scope: "write", takesBody: true },
  { route: "GET {version}/checks/none", scope: "read" },
  { route: "GET {version}/checks/none/events", scope: "read" },
]);
