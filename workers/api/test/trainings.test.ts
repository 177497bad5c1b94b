import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { openDatabase, upsertPredictions } from "@headgate/database";
import type { Page, Training, TrainingWithIO } from "@headgate/shared";

import { capacityOf, gateOf, makeModel, makeOwner, makeVersion, versionBody } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { succeeded } from "./fake-backend.ts";
import { expectRefusal } from "./refusals.ts";
import { predict } from "./scene.ts";
import { makeTrainable, nameOf, train } from "./training-scene.ts";

describe("a training", () => {
  test("goes to the backend's own route, checked by its own schema, and can be polled to its end", async ({
    expect,
  }) => {
    const scene = await makeTrainable();
    const { token, gpu, model } = scene;
    const answer = await call(`POST ${scene.version}/trainings`, {
      token,
      body: { input: { steps: 3 }, destination: nameOf(model) },
    });
    expect(answer.status).toBe(202);
    const made = answer.body as TrainingWithIO;
    expect(made).toMatchObject({
      ...{ destination: nameOf(model), created_version: null, destination_problem: null },
      ...{ state: "running", input: { steps: 3, rank: 16 } },
    });
    const path = `/v1/trainings/${made.id}`;
    expect(new URL(made.url).pathname).toBe(path);
    expect(answer.headers.get("location")).toBe(made.url);
    const { route, body } = await gpu.request(0);
    expect(route).toBe(`PUT /trainings/${made.id}`);
    expect(body.input).toEqual({ steps: 3, rank: 16 });
    await ask(`POST ${new URL(body.webhook ?? "").pathname}`, { body: succeeded("done") });
    expect(await ask(`GET ${path}`, { token })).toMatchObject({
      state: "succeeded",
      output: "done",
    });
  });

  test("takes a slot of the same capacity as predictions", async ({ expect }) => {
    const scene = await makeTrainable();
    await train(scene);
    const options = { token: scene.token, body: { input: {} } };
    const queued = await ask<Training>(`POST ${scene.version}/predictions`, options);
    expect(queued.state).toBe("queued");
    expect(await capacityOf(scene.version)).toMatchObject({ running: 1 });
  });

  test("can be waited for", async ({ expect }) => {
    const scene = await makeTrainable(() => Response.json(succeeded({ weights: "w" })));
    const ended = await train(scene, {}, { prefer: "wait=10" });
    expect(ended).toMatchObject({
      state: "succeeded",
      output: { weights: "w" },
      destination: null,
    });
    const direct = await train(scene, {}, { prefer: "wait" });
    expect(direct.state).toBe("succeeded");
    expect(scene.gpu.requests.map(({ route }) => route.split("/")[1])).toEqual([
      "trainings",
      "trainings",
    ]);
  });

  test("is canceled on its backend", async ({ expect }) => {
    const scene = await makeTrainable();
    const { token, gpu } = scene;
    const { id } = await train(scene);
    await gpu.request(0);
    await ask(`POST /v1/trainings/${id}/cancel`, { token });
    expect((await gpu.request(1)).route).toBe(`POST /trainings/${id}/cancel`);
  });

  test("is no prediction, nor a prediction a training", async ({ expect }) => {
    const scene = await makeTrainable(() => Response.json(succeeded("done")));
    const { token, owner, version } = scene;
    const training = await train(scene, {}, { prefer: "wait=10" });
    const prediction = await predict({ owner, version }, { prefer: "wait=10" });
    const other = { predictions: training.id, trainings: prediction.id };
    for (const [kind, id] of Object.entries(other)) {
      for (const route of [
        `GET /v1/${kind}/${id}`,
        `POST /v1/${kind}/${id}/cancel`,
        `DELETE /v1/${kind}/${id}/data`,
      ]) {
        const answer = await call(route, { token });
        expect(expectRefusal(expect, answer, "not_found")).toContain(id);
      }
    }
  });

  test("is made once under an idempotency key", async ({ expect }) => {
    const scene = await makeTrainable();
    const headers = { "idempotency-key": crypto.randomUUID() };
    const [first, again] = [await train(scene, {}, headers), await train(scene, {}, headers)];
    expect(again.id).toBe(first.id);
    expect(scene.gpu.requests).toHaveLength(1);
  });

  test("loses its data when that is asked for", async ({ expect }) => {
    const scene = await makeTrainable(() => Response.json(succeeded("done")));
    const { token } = scene;
    const { id } = await train(scene, {}, { prefer: "wait=10" });
    await ask(`DELETE /v1/trainings/${id}/data`, { token });
    const after = await ask(`GET /v1/trainings/${id}`, { token });
    expect(after).toMatchObject({ input: null, output: null, data_removed: true });
  });
});

describe("the lists of trainings and of predictions", () => {
  test("have each its own, page by page, in an order that holds", async ({ expect }) => {
    const scene = await makeTrainable(() => Response.json(succeeded("done")));
    const { token, owner, version } = scene;
    const made: Record<"predictions" | "trainings", string[]> = { predictions: [], trainings: [] };
    for (let count = 0; count < 7; count += 1) {
      made.trainings.unshift((await train(scene, {}, { prefer: "wait=10" })).id);
      made.predictions.unshift((await predict({ owner, version }, { prefer: "wait=10" })).id);
    }
    const gate = await gateOf(version);
    // History is the courier's to write, which is not here.
    await upsertPredictions(openDatabase(env.DB), await gate.read(Object.values(made).flat()));
    for (const kind of ["predictions", "trainings"] as const) {
      const first = await ask<Page<Training>>(`GET /v1/${kind}?page_size=5`, { token });
      const next = `GET /v1/${kind}?page_size=5&cursor=${first.next_cursor}`;
      const second = await ask<Page<Training>>(next, { token });
      const ids = [...first.items, ...second.items].map(({ id }) => id);
      expect(ids).toEqual(made[kind]);
      const mixed = await call(
        next.replace(kind, kind === "trainings" ? "predictions" : "trainings"),
        {
          token,
        },
      );
      expectRefusal(expect, mixed, "invalid_input");
    }
    const model = await ask<{ predictions_count: number }>(`GET ${scene.model}`, { token });
    expect(model.predictions_count).toBe(7);
  });
});

test("a version made by hand has no lineage, and takes none", async ({ expect }) => {
  const owner = await makeOwner();
  const { token } = owner;
  const model = await makeModel(owner);
  const version = await makeVersion(owner, model);
  expect(await ask(`GET ${version}`, { token })).toMatchObject({ lineage: null });
  const lineage = { training_id: crypto.randomUUID() };
  const made = await call(`POST ${model}/versions`, { token, body: versionBody({ lineage }) });
  expectRefusal(expect, made, "invalid_input");
  const patched = await call(`PATCH ${version}`, { token, body: { lineage } });
  expect(JSON.stringify(expectRefusal(expect, patched, "invalid_input"))).toContain("lineage");
});
