import { describe, test } from "vitest";

import type { CreatedVersion, Page, Version, VersionWithDetails } from "@headgate/shared";

import { countRows, digest, makeModel, makeOwner, makeVersion, versionBody } from "./arrange.ts";
import { ask, call, origin } from "./call.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { textLike, wireTime } from "./shapes.ts";

describe("a version", () => {
  test("gets the next number and keeps its schemas as they came", async ({ expect }) => {
    const owner = await makeOwner();
    const { token } = owner;
    const model = await makeModel(owner);
    await makeVersion(owner, model);
    const body = versionBody({ release_notes: "Second." });
    const answer = await call(`POST ${model}/versions`, { token, body });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toBe(`${origin}${model}/versions/2`);
    expect(answer.body).toMatchObject({
      ...body,
      number: 2,
      version: "0.2.0",
      id: textLike(expect, /^[0-9a-f]{64}$/),
      status: "active",
      created_at: wireTime(expect),
      updated_at: null,
      revision: 1,
      processing: { minimum_parallel_capacity: null, maximum_parallel_capacity: null },
      warnings: [],
    });
    const { warnings: _, ...version } = answer.body as CreatedVersion;
    expect(await ask(`GET ${model}/versions/2`, { token })).toEqual(version);
  });

  test("is listed newest first, without schemas", async ({ expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner, { visibility: "public" });
    for (let count = 0; count < 6; count += 1) await makeVersion(owner, model);
    const first = await ask<Page<Version>>(`GET ${model}/versions?page_size=5`);
    expect(first.items.map(({ number }) => number)).toEqual([6, 5, 4, 3, 2]);
    expect(first.items[0]).toMatchObject({ container_image_digest: digest });
    expect(first.items[0]).not.toHaveProperty("schemas");
    expect(first.next_cursor).not.toBeNull();
  });

  test("is deleted with 200 and null, and its number is never given again", async ({ expect }) => {
    const owner = await makeOwner();
    const { token } = owner;
    const model = await makeModel(owner);
    const version = await makeVersion(owner, model);
    const answer = await call(`DELETE ${version}`, { token });
    expect([answer.status, answer.text]).toEqual([200, "null"]);
    const gone = await call(`GET ${version}`, { token });
    expect(expectRefusal(expect, gone, "not_found")).toContain("was deleted");
    const options = { token, body: versionBody() };
    const { number } = await ask<VersionWithDetails>(`POST ${model}/versions`, options);
    expect(number).toBe(2);
  });
});

describe("publishing refuses", () => {
  const task = (input: unknown): object => ({ schemas: { prediction: { input, output: {} } } });
  const input = ["body", "schemas", "prediction", "input"];
  const wrong: [string, object, (string | number)[]][] = [
    [
      "a digest that is none",
      { container_image_digest: "sha256:12" },
      ["body", "container_image_digest"],
    ],
    [
      "a digest in capitals",
      { container_image_digest: digest.toUpperCase() },
      ["body", "container_image_digest"],
    ],
    [
      "notes of more than 255 characters",
      { release_notes: "a".repeat(256) },
      ["body", "release_notes"],
    ],
    ["no schemas", { schemas: undefined }, ["body", "schemas"]],
    ["a schema that is a number", task(7), input],
    ["a type that JSON does not have", task({ type: "colour" }), [...input, "type"]],
    ["a pattern that is no expression", task({ pattern: "(" }), [...input, "pattern"]],
    ["a reference to nowhere", task({ $ref: "#/$defs/none" }), [...input, "$ref"]],
  ];
  test.for(wrong)("%s, and keeps no row", async ([, change, place], { expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner);
    const before = await countRows("versions");
    const options = { token: owner.token, body: versionBody(change) };
    const answer = await call(`POST ${model}/versions`, options);
    expect(placesOf(expectRefusal(expect, answer, "invalid_input"))).toEqual([place]);
    expect(await countRows("versions")).toBe(before);
  });

  test("on somebody else's public model", async ({ expect }) => {
    const model = await makeModel(await makeOwner(), { visibility: "public" });
    const { token } = await makeOwner();
    const answer = await call(`POST ${model}/versions`, { token, body: versionBody() });
    expect(expectRefusal(expect, answer, "forbidden")).toBeTypeOf("string");
  });
});

test.for(["0", "01", "x", "-1", "1.5", "99999999999"])(
  "the number %s is refused at its place in the path",
  async (number, { expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner);
    const answer = await call(`GET ${model}/versions/${number}`, { token: owner.token });
    const detail = expectRefusal(expect, answer, "invalid_input");
    expect(placesOf(detail)).toEqual([["path", "number"]]);
  },
);

describeRefusals([
  { route: "GET {model}/versions", scope: null },
  { route: "POST {model}/versions", scope: "write", takesBody: true },
  { route: "GET {version}", scope: null },
  { route: "PATCH {version}", scope: "write", takesBody: true },
  { route: "DELETE {version}", scope: "write" },
  { route: "GET {version}/transitions", scope: "read" },
  { route: "POST {version}/publish", scope: "write" },
  { route: "POST {version}/activate", scope: "write" },
  { route: "POST {version}/deactivate", scope: "write" },
  { route: "POST {version}/reject", scope: "write" },
  { route: "POST {version}/cancel", scope: "write" },
]);
