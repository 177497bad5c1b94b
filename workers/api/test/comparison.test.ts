import { describe, test } from "vitest";

import type { CreatedVersion, VersionComparison } from "@headgate/shared";

import { makeModel, makeOwner, makeVersion, versionBody } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { expectRefusal, placesOf } from "./refusals.ts";

const input = { type: "object", required: ["prompt", "seed"] };
const broken = versionBody({ schemas: { prediction: { input, output: { type: "string" } } } });

describe("comparing versions over HTTP", () => {
  test("gives the compiler's counter-examples", async ({ expect }) => {
    const owner = await makeOwner();
    const { token } = owner;
    const model = await makeModel(owner);
    await makeVersion(owner, model);
    const made = await ask<CreatedVersion>(`POST ${model}/versions`, { token, body: broken });
    expect(made.warnings).toEqual([]);
    const path = `GET ${model}/versions/1/compare/2`;
    const compared = await ask<VersionComparison>(path, { token });
    expect(compared).toMatchObject({ verdict: "breaking", bump: "minor" });
    const { breaks } = compared.schemas.prediction.input;
    expect(breaks.map(({ message }) => message)).toContain("`seed` is required from now on");
    expectRefusal(expect, await call(path), "not_found");
  });

  test("a version that breaks the model's promise is not published", async ({ expect }) => {
    const owner = await makeOwner();
    const { token } = owner;
    const model = await makeModel(owner, { compatibility_input: "backward" });
    await makeVersion(owner, model);
    const answer = await call(`POST ${model}/versions`, { token, body: broken });
    const places = placesOf(expectRefusal(expect, answer, "invalid_input"));
    expect(places[0]).toEqual(["body", "schemas", "prediction", "input"]);
    expectRefusal(expect, await call(`GET ${model}/versions/2`, { token }), "not_found");
  });
});
