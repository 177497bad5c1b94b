import { describe, test } from "vitest";

import { capacityOf, makeModel, makeOwner, makeToken, makeVersion } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { expectRefusal, placesOf } from "./refusals.ts";
import { makeTrainable, nameOf, schemas, train } from "./training-scene.ts";

describe("training refuses", () => {
  test("an input that its own schema does not describe", async ({ expect }) => {
    const { version, token, gpu } = await makeTrainable();
    const options = { token, body: { input: { steps: "many" } } };
    const answer = await call(`POST ${version}/trainings`, options);
    const places = placesOf(expectRefusal(expect, answer, "invalid_input"));
    expect(places).toEqual([["body", "input", "steps"]]);
    expect(gpu.requests).toEqual([]);
  });

  test("a version that declares none, or is not there", async ({ expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner);
    const version = await makeVersion(owner, model);
    const options = { token: owner.token, body: { input: {} } };
    const answer = await call(`POST ${version}/trainings`, options);
    expect(expectRefusal(expect, answer, "conflict")).toContain("does no training");
    const missing = await call(`POST ${model}/versions/9/trainings`, options);
    expectRefusal(expect, missing, "not_found");
  });

  test("a version without a backend", async ({ expect }) => {
    const owner = await makeOwner();
    const version = await makeVersion(owner, await makeModel(owner), { schemas });
    const options = { token: owner.token, body: { input: { steps: 1 } } };
    const answer = await call(`POST ${version}/trainings`, options);
    expect(expectRefusal(expect, answer, "unavailable")).toContain("no enabled backend");
  });

  test.for(["image", "john/", "john/image:3", "john/image@best", "a".repeat(64), "John/Image"])(
    "the destination %s, which names no model",
    async (destination, { expect }) => {
      const { version, token } = await makeTrainable();
      const options = { token, body: { input: { steps: 1 }, destination } };
      const answer = await call(`POST ${version}/trainings`, options);
      const places = placesOf(expectRefusal(expect, answer, "invalid_input"));
      expect(places).toEqual([["body", "destination"]]);
    },
  );

  test("a destination that the caller may not change, and starts nothing", async ({ expect }) => {
    const scene = await makeTrainable();
    const stranger = await makeOwner();
    const [hidden, shown] = [
      await makeModel(stranger),
      await makeModel(stranger, { visibility: "public" }),
    ];
    const runner = await makeToken(scene.owner.username, ["read", "predict"]);
    const cases = [
      [scene.token, `${stranger.username}/nothing`, "not_found"],
      [scene.token, nameOf(hidden), "not_found"],
      [scene.token, nameOf(shown), "forbidden"],
      [runner, nameOf(scene.model), "forbidden"],
    ] as const;
    for (const [token, destination, code] of cases) {
      const options = { token, body: { input: { steps: 1 }, destination } };
      const answer = await call(`POST ${scene.version}/trainings`, options);
      expect(expectRefusal(expect, answer, code), destination).toBeTypeOf("string");
    }
    const gone = await makeModel(scene.owner);
    const body = { name: `${gone.split("/").at(-1)}-2` };
    await ask(`PATCH ${gone}`, { token: scene.token, body });
    const options = {
      token: scene.token,
      body: { input: { steps: 1 }, destination: nameOf(gone) },
    };
    const renamed = await call(`POST ${scene.version}/trainings`, options);
    expect(expectRefusal(expect, renamed, "conflict")).toContain("was renamed");
    expect(scene.gpu.requests).toEqual([]);
    expect(await capacityOf(scene.version)).toMatchObject({ running: 0, queued: 0 });
  });

  test("callers without a token, or a scope, and shows strangers nothing", async ({ expect }) => {
    const scene = await makeTrainable();
    const { id } = await train(scene);
    const reader = await makeToken(scene.owner.username, ["read"]);
    const stranger = await makeOwner();
    const body = { input: { steps: 1 } };
    const routes = [
      `POST ${scene.version}/trainings`,
      `POST /v1/trainings/${id}/cancel`,
      `DELETE /v1/trainings/${id}/data`,
    ];
    for (const route of routes) {
      const sent = route.startsWith("POST /v1/models") ? { body } : {};
      expectRefusal(expect, await call(route, sent), "unauthorized");
      expectRefusal(expect, await call(route, { token: reader, ...sent }), "forbidden");
      const strange = await call(route, { token: stranger.token, ...sent });
      expect(expectRefusal(expect, strange, "not_found")).toBeTypeOf("string");
    }
    const get = await call(`GET /v1/trainings/${id}`, { token: stranger.token });
    expectRefusal(expect, get, "not_found");
  });

  test("fields that it does not know", async ({ expect }) => {
    const { version, token } = await makeTrainable();
    const options = { token, body: { input: { steps: 1 }, model: "john/image" } };
    const answer = await call(`POST ${version}/trainings`, options);
    expect(placesOf(expectRefusal(expect, answer, "invalid_input"))).toEqual([["body", "model"]]);
  });
});
