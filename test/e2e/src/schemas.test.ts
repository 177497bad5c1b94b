import { afterAll, beforeAll, describe, test } from "vitest";

import type { CreatedVersion, PredictionWithIO, VersionWithDetails } from "@headgate/shared";

import { predict, take, type Answer } from "./system/client.ts";
import { echo } from "./system/predictors.ts";
import { createModel, publish, versionBody } from "./system/publish.ts";
import { startBackend, type TestBackend } from "./system/start-backend.ts";
import { startSystem, type System } from "./system/start-system.ts";

let system: System;
let backend: TestBackend;

beforeAll(async () => {
  system = await startSystem();
  backend = await startBackend(echo, 4);
});

afterAll(async () => {
  await Promise.all([system.stop(), backend.crash()]);
});

/** Rows of every table that a version leaves something in. */
async function countRows(): Promise<unknown> {
  const { results } = await system.runtime.db.$client
    .prepare(
      `SELECT (SELECT count(*) FROM versions) AS versions, (SELECT count(*) FROM version_cards) AS cards,
         (SELECT count(*) FROM flat_schemas) AS schemas, (SELECT sum(last_number) FROM models) AS numbers`,
    )
    .all();
  return results;
}

function refused(input: unknown, name: string): Promise<Answer> {
  return system.client({ path: `/v1/models/john/${name}/predictions`, body: { input } });
}

describe("the schemas of a version", () => {
  test("with a pattern that could hang a Worker are refused with its place, and leave nothing", async ({
    expect,
  }) => {
    await createModel(system.client, "hostile");
    const before = await countRows();
    const input = { properties: { text: { type: "string", pattern: "^(a+)+$" } } };
    const body = versionBody("hostile", { input, output: {} });
    const answer = await system.client({ path: "/v1/models/john/hostile/versions", body });
    const loc = ["body", "schemas", "prediction", "input", "properties", "text", "pattern"];
    expect(answer).toMatchObject({
      status: 422,
      body: { code: "invalid_input", detail: [{ loc, type: "value_error.schema" }] },
    });
    expect(JSON.stringify(answer.body)).toContain("^(a+)+$");
    expect(JSON.stringify(answer.body)).toContain("doubles with each character");
    expect(await countRows()).toEqual(before);
  });

  test("with a misspelt keyword are taken, and the answer says what was meant", async ({
    expect,
  }) => {
    await createModel(system.client, "misspelt");
    const path = "/v1/models/john/misspelt/versions";
    const input = { type: "object", requird: ["text"] };
    const body = versionBody("misspelt", { input, output: {} });
    const { warnings, ...version } = await take<CreatedVersion>(system.client({ path, body }));
    expect(version).toMatchObject({ number: 1, schemas: { prediction: { input } } });
    expect(warnings).toEqual([
      {
        loc: ["body", "schemas", "prediction", "input", "requird"],
        msg: "`requird` is no keyword; did you mean `required`?",
      },
    ]);
    const found = system.client({ method: "GET", path: `${path}/1` });
    expect(await take<VersionWithDetails>(found)).toEqual(version);
  });

  test("with `$dynamicRef` judge at every level", async ({ expect }) => {
    const input = {
      $id: "https://example.com/strict-tree",
      $dynamicAnchor: "node",
      $ref: "tree",
      unevaluatedProperties: false,
      $defs: {
        tree: {
          $id: "https://example.com/tree",
          $dynamicAnchor: "node",
          type: "object",
          properties: {
            name: { type: "string", default: "leaf" },
            children: { type: "array", items: { $dynamicRef: "#node" } },
          },
        },
      },
    };
    await publish(system.client, ["tree", backend], { input, output: {} });
    const given = { name: "root", children: [{ children: [{ name: "twig" }] }] };
    const ended = await predict(system.client, ["john/tree", given], { prefer: "wait" });
    expect(ended).toMatchObject({ status: "succeeded" } satisfies Partial<PredictionWithIO>);
    const wrong = { children: [{ children: [{ nmae: "twig" }] }] };
    const answer = await refused(wrong, "tree");
    const place = ["body", "input", "children", 0, "children", 0, "nmae"];
    expect(answer).toMatchObject({ status: 422, body: { detail: [{ loc: place }] } });
  });
});
