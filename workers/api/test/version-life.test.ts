import { describe, test } from "vitest";

import type {
  CreatedVersion,
  Page,
  Prediction,
  Version,
  VersionTransition,
  VersionWithDetails,
} from "@headgate/shared";

import {
  capacityOf,
  countRows,
  makeModel,
  makeOwner,
  makeVersion,
  versionBody,
} from "./arrange.ts";
import { type Answer, ask, call } from "./call.ts";
import { expectRefusal } from "./refusals.ts";
import { callBack, makeVersionWith } from "./scene.ts";
import { textWith } from "./shapes.ts";

const fifty = Array.from({ length: 50 }, (_, index) => index);

interface Made {
  token: string;
  model: string;
  version: string;
}

async function make(changes: object = {}): Promise<Made> {
  const owner = await makeOwner();
  const model = await makeModel(owner, { visibility: "public" });
  return { token: owner.token, model, version: await makeVersion(owner, model, changes) };
}

/** How many answers have each status. */
function tally(answers: Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function statusOf({ token, version }: Made): Promise<VersionWithDetails> {
  return ask(`GET ${version}`, { token });
}

describe("fifty at once", () => {
  test("give fifty versions their own numbers and semantic versions", async ({ expect }) => {
    const { token, model } = await make();
    const options = { token, body: versionBody() };
    const made = await Promise.all(
      fifty.map(() => ask<CreatedVersion>(`POST ${model}/versions`, options)),
    );
    expect(new Set(made.map(({ number }) => number)).size).toBe(50);
    expect(made.every(({ number, version }) => version === `0.${number}.0`)).toBe(true);
  });

  test("give one of them the semantic version that all ask for", async ({ expect }) => {
    const { token, model } = await make();
    const before = await countRows("versions");
    const options = { token, body: versionBody({ version: "1.0.0" }) };
    const answers = await Promise.all(fifty.map(() => call(`POST ${model}/versions`, options)));
    expect(tally(answers)).toEqual({ 201: 1, 409: 49 });
    const lost = answers.filter(({ status }) => status === 409);
    for (const answer of lost) {
      expect(expectRefusal(expect, answer, "conflict")).toContain("version 1.0.0 already");
    }
    expect(await countRows("versions")).toBe(before + 1);
  });

  test("patch one after the other where all read the same revision: one does", async ({
    expect,
  }) => {
    const { token, version } = await make();
    const headers = { "if-match": '"1"' };
    const patch = (index: number): Promise<Answer> =>
      call(`PATCH ${version}`, { token, headers, body: { notes: `note ${index}` } });
    const answers = await Promise.all(fifty.map(patch));
    expect(tally(answers)).toEqual({ 200: 1, 412: 49 });
    for (const answer of answers.filter(({ status }) => status === 412)) {
      expect(expectRefusal(expect, answer, "precondition_failed")).toContain('its ETag is "2"');
    }
    const winner = answers.find(({ status }) => status === 200);
    expect(winner?.headers.get("etag")).toBe('"2"');
    expect(await ask(`GET ${version}`, { token })).toEqual(winner?.body);
  });

  test("patch different parts without If-Match, and lose nothing", async ({ expect }) => {
    const { token, version } = await make();
    const parts = ["notes", "license", "long_description", "technical_details", "source_type"];
    const answers = await Promise.all(
      parts.map((part) => call(`PATCH ${version}`, { token, body: { [part]: part } })),
    );
    expect(tally(answers)).toEqual({ 200: 5 });
    const expected = Object.fromEntries(parts.map((part) => [part, part]));
    expect(await ask(`GET ${version}`)).toMatchObject({ ...expected, revision: 6 });
  });

  test("publish and delete a draft: each is done once at most, and told", async ({ expect }) => {
    const made = await make({ draft: true });
    const { token, version } = made;
    const answers = await Promise.all(
      fifty.map((index) =>
        call(index % 2 === 0 ? `POST ${version}/publish` : `DELETE ${version}`, { token }),
      ),
    );
    const published = tally(answers.filter((_, index) => index % 2 === 0));
    const deleted = tally(answers.filter((_, index) => index % 2 === 1));
    expect(deleted[200]).toBe(1);
    expect(published[200] ?? 0).toBeLessThanOrEqual(1);
    const lost = answers.filter(({ status }) => status !== 200);
    for (const { status, text } of lost) {
      expect([404, 409]).toContain(status);
      expect(text).toMatch(/was deleted on \d{4}-\d\d-\d\d by o-|is active/);
    }
  });

  test("deactivate a version: one does, the others hear that it is inactive", async ({
    expect,
  }) => {
    const made = await make();
    const { token, version } = made;
    const answers = await Promise.all(
      fifty.map(() => call(`POST ${version}/deactivate`, { token })),
    );
    expect(tally(answers)).toEqual({ 200: 1, 409: 49 });
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect(expectRefusal(expect, answer, "conflict")).toContain("is inactive");
    }
    expect(await statusOf(made)).toMatchObject({ status: "inactive", revision: 2 });
  });
});

describe("a transition over HTTP", () => {
  test("takes a reason or no body at all, and answers with the version and its ETag", async ({
    expect,
  }) => {
    const { token, version } = await make({ draft: true });
    const published = await call(`POST ${version}/publish`, { token });
    expect(published.body).toMatchObject({ status: "active", revision: 2 });
    expect(published.headers.get("etag")).toBe('"2"');
    const headers = { "if-match": '"2"' };
    const body = { reason: "too slow" };
    const answer = await call(`POST ${version}/deactivate`, { token, headers, body });
    expect(answer.body).toMatchObject({ status: "inactive", revision: 3 });
    const stale = await call(`POST ${version}/activate`, { token, headers });
    expect(expectRefusal(expect, stale, "precondition_failed")).toContain('"3"');
    const { items } = await ask<Page<VersionTransition>>(`GET ${version}/transitions`, { token });
    expect(items.map(({ to, reason }) => [to, reason])).toEqual([
      ["inactive", "too slow"],
      ["active", null],
      ["draft", null],
    ]);
    const broken = await call(`POST ${version}/activate`, { token, body: "{" });
    expect(expectRefusal(expect, broken, "bad_request")).toContain("not valid JSON");
  });

  test("is shown in the lists that an owner asks for by status", async ({ expect }) => {
    const { token, model, version } = await make({ draft: true });
    const listed = (query: string): Promise<Page<Version>> =>
      ask(`GET ${model}/versions${query}`, { token });
    expect((await listed("")).items).toEqual([]);
    expect((await listed("?status=draft&page_size=5")).items).toHaveLength(1);
    const refused = await call(`GET ${model}/versions?status=draft`);
    expect(expectRefusal(expect, refused, "forbidden")).toContain("may change");
    await ask(`POST ${version}/publish`, { token });
    expect((await listed("")).items).toHaveLength(1);
  });
});

describe("predictions on a version that is deactivated", () => {
  test("are refused at once; one that runs goes on to its end", async ({ expect }) => {
    const { token, version, gpu } = await makeVersionWith();
    const body = { input: { prompt: "a boat" } };
    const running = await ask<Prediction>(`POST ${version}/predictions`, { token, body });
    await gpu.request(0);
    await ask(`POST ${version}/deactivate`, { token });
    const refused = await call(`POST ${version}/predictions`, { token, body });
    expect(expectRefusal(expect, refused, "conflict")).toContain("is inactive");
    await callBack(gpu);
    const path = new URL(running.url).pathname;
    expect(await ask(`GET ${path}`, { token })).toMatchObject({ state: "succeeded" });
    await ask(`POST ${version}/activate`, { token });
    const again = await call(`POST ${version}/predictions`, { token, body });
    expect(again.status).toBe(202);
  });
});

describe("deleting a version", () => {
  test("is refused while a prediction runs, unless that is forced", async ({ expect }) => {
    const { owner, token, version, gpu } = await makeVersionWith();
    const body = { input: { prompt: "a boat" } };
    const running = await ask<Prediction>(`POST ${version}/predictions`, { token, body });
    await gpu.request(0);
    const refused = await call(`DELETE ${version}`, { token });
    expect(expectRefusal(expect, refused, "conflict")).toContain("a prediction waits or runs");
    const wrong = await call(`DELETE ${version}?force=yes`, { token });
    expect(expectRefusal(expect, wrong, "invalid_input")).toMatchObject([
      { loc: ["query", "force"] },
    ]);
    expect((await call(`DELETE ${version}?force=true&reason=unsafe`, { token })).status).toBe(200);
    await callBack(gpu);
    const path = new URL(running.url).pathname;
    expect(await ask(`GET ${path}`, { token })).toMatchObject({ state: "succeeded" });
    const today = new Date().toISOString().slice(0, 10);
    const said = `was deleted on ${today} by ${owner.username}`;
    for (const route of [`GET ${version}`, `POST ${version}/predictions`, `DELETE ${version}`]) {
      const gone = await call(route, { token, ...(route.startsWith("POST") ? { body } : {}) });
      expect(expectRefusal(expect, gone, "not_found")).toEqual(textWith(expect, said));
    }
  });

  test("is done once all predictions have ended", async ({ expect }) => {
    const { token, version, gpu } = await makeVersionWith();
    const body = { input: { prompt: "a boat" } };
    await ask(`POST ${version}/predictions`, { token, body });
    await gpu.request(0);
    await callBack(gpu);
    expect((await call(`DELETE ${version}`, { token })).status).toBe(200);
  });
});

test("another limit of a version is told to its gate at once", async ({ expect }) => {
  const { token, version } = await makeVersionWith();
  const epoch = async (): Promise<number> => (await capacityOf(version)).configEpoch;
  const before = await epoch();
  const body = { processing: { maximum_parallel_capacity: 1 } };
  const answer = await call(`PATCH ${version}`, { token, body });
  expect(answer.headers.get("etag")).toBe('"2"');
  expect(await epoch()).toBe(before + 1);
  await ask(`PATCH ${version}`, { token, body: { notes: "n" } });
  expect(await epoch()).toBe(before + 1);
});

test("a private version is hidden from strangers, also once its owner used it", async ({
  expect,
}) => {
  const { token, version, model } = await makeVersionWith();
  await ask(`PATCH ${model}`, { token, body: { visibility: "public" } });
  const active = await call(`PATCH ${version}`, { token, body: { visibility: "private" } });
  expect(expectRefusal(expect, active, "conflict")).toContain("deactivate it first");
  await ask(`POST ${version}/deactivate`, { token });
  await ask(`PATCH ${version}`, { token, body: { visibility: "private" } });
  await ask(`POST ${version}/activate`, { token });
  const body = { input: { prompt: "a boat" } };
  expect((await call(`POST ${version}/predictions`, { token, body })).status).toBe(202);
  const stranger = (await makeOwner()).token;
  const refused = await call(`POST ${version}/predictions`, { token: stranger, body });
  expect(expectRefusal(expect, refused, "not_found")).toContain("has no version 1");
  const gone = await call(`GET ${version}`, { token: stranger });
  expect(expectRefusal(expect, gone, "not_found")).toContain("has no version 1");
});
