import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import type { CreatedVersion } from "@headgate/shared";

import {
  countRows,
  makeBackend,
  makeModel,
  makeOwner,
  makeVersion,
  versionBody,
} from "./arrange.ts";
import { ask, call } from "./call.ts";
import { FakeBackend, succeeded } from "./fake-backend.ts";
import { expectRefusal, placesOf } from "./refusals.ts";

const input = ["body", "schemas", "prediction", "input"];

function withInput(schema: unknown): object {
  return { schemas: { prediction: { input: schema, output: {} } } };
}

describe("publishing a version", () => {
  test("warns of a misspelt keyword and an unknown format, and goes on", async ({ expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner);
    const schema = { requird: ["a"], properties: { a: { type: "string", format: "colour" } } };
    const options = { token: owner.token, body: versionBody(withInput(schema)) };
    const made = await ask<CreatedVersion>(`POST ${model}/versions`, options);
    expect(made).toMatchObject({ number: 1, status: "active", ...withInput(schema) });
    const { warnings } = made;
    expect(warnings.map(({ loc }) => loc)).toEqual([
      [...input, "requird"],
      [...input, "properties", "a", "format"],
    ]);
    expect(warnings.map(({ msg }) => msg).join()).toContain("`required`");
  });

  test.for([
    ["^(a+)+$", { pattern: "^(a+)+$" }, ["pattern"]],
    ["one that nobody could judge", { pattern: `^${".*a".repeat(60)}$` }, ["pattern"]],
    ["^(a|a)*$", { patternProperties: { "^(a|a)*$": true } }, ["patternProperties", "^(a|a)*$"]],
  ] as const)("refuses the pattern %s, and keeps nothing", async ([, schema, at], { expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner);
    const count = () => Promise.all(["versions", "flat_schemas", "version_cards"].map(countRows));
    const before = await count();
    const options = { token: owner.token, body: versionBody(withInput(schema)) };
    const answer = await call(`POST ${model}/versions`, options);
    expect(placesOf(expectRefusal(expect, answer, "invalid_input"))).toEqual([[...input, ...at]]);
    expect(answer.text).toContain("the pattern");
    expect(await count()).toEqual(before);
  });
});

test("a version that an older release made is compiled when it is first predicted on", async ({
  expect,
}) => {
  const owner = await makeOwner();
  const version = await makeVersion(owner, await makeModel(owner));
  const gpu = new FakeBackend(() => Response.json(succeeded("done")));
  await makeBackend(owner, version, { url: gpu.url });
  const stored = () =>
    env.DB.prepare("SELECT * FROM flat_schemas ORDER BY version_key DESC, direction").first();
  const before = await stored();
  await env.DB.prepare("DELETE FROM flat_schemas WHERE version_key = ?1")
    .bind(before?.["version_key"])
    .run();
  const options = { token: owner.token, headers: { prefer: "wait" } };
  const wrong = await call(`POST ${version}/predictions`, { ...options, body: { input: {} } });
  const place = ["body", "input", "prompt"];
  expect(placesOf(expectRefusal(expect, wrong, "invalid_input"))).toEqual([place]);
  const body = { input: { prompt: "a boat" } };
  expect(await ask(`POST ${version}/predictions`, { ...options, body })).toMatchObject({
    input: { prompt: "a boat", scale: 4 },
  });
  expect(await stored()).toEqual(before);
});
