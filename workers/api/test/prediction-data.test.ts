import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { dyingD1 } from "@headgate/database/dying-d1";
import type { Prediction, PredictionWithIO } from "@headgate/shared";

import {
  makeBackend,
  makeModel,
  makeOwner,
  makeToken,
  makeVersion,
  type Owner,
} from "./arrange.ts";
import { ask, call, callWith } from "./call.ts";
import { FakeBackend, succeeded } from "./fake-backend.ts";
import { expectRefusal } from "./refusals.ts";

const prompt = "a boat ".repeat(12_000);
const output = "a picture ".repeat(8000);

interface Ended {
  owner: Owner;
  path: string;
  id: string;
  version: string;
}

/** A prediction that has ended, with an input and an output that are too large for its gate. */
async function predictToEnd(headers: Record<string, string> = {}): Promise<Ended> {
  const owner = await makeOwner();
  const version = await makeVersion(owner, await makeModel(owner));
  const gpu = new FakeBackend(() => Response.json(succeeded(output)));
  await makeBackend(owner, version, { url: gpu.url, capacity: 5 });
  const options = { token: owner.token, headers: { prefer: "wait=10", ...headers } };
  const { id, state } = await ask<Prediction>(`POST ${version}/predictions`, {
    ...options,
    body: { input: { prompt } },
  });
  if (state !== "succeeded") throw new Error(`the prediction is ${state}`);
  return { owner, id, version, path: `/v1/predictions/${id}` };
}

async function objectsOf(id: string): Promise<string[]> {
  const { objects } = await env.PAYLOADS.list({ prefix: `predictions/${id}/` });
  return objects.map(({ key }) => key);
}

describe("removing the data of a prediction", { timeout: 60_000 }, () => {
  test("leaves its record, and nothing that went in or came out", async ({ expect }) => {
    const { owner, path, id } = await predictToEnd();
    const { token } = owner;
    const before = await ask<PredictionWithIO>(`GET ${path}`, { token });
    expect(before).toMatchObject({ input: { prompt }, output, data_removed: false });
    expect(await objectsOf(id)).toHaveLength(2);
    expect((await call(`DELETE ${path}/data`, { token })).text).toBe("null");
    const after = await ask<PredictionWithIO>(`GET ${path}`, { token });
    expect(after).toEqual({ ...before, input: null, output: null, logs: [], data_removed: true });
    expect(await objectsOf(id)).toEqual([]);
    const { results } = await env.DB.prepare("SELECT * FROM predictions WHERE id = ?")
      .bind(id)
      .all();
    expect(JSON.stringify(results)).not.toMatch(/boat|picture/);
  });

  test("may be asked for again, by fifty at once", async ({ expect }) => {
    const { owner, path, id } = await predictToEnd();
    const { token } = owner;
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call(`DELETE ${path}/data`, { token })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await ask(`GET ${path}`, { token })).toMatchObject({ data_removed: true });
    expect(await objectsOf(id)).toEqual([]);
  });

  test("takes it out of the answer that is kept under an idempotency key", async ({ expect }) => {
    const key = crypto.randomUUID();
    const { owner, path, id, version } = await predictToEnd({ "idempotency-key": key });
    const { token } = owner;
    await ask(`DELETE ${path}/data`, { token });
    const kept = await env.DB.prepare("SELECT body FROM idempotency_keys WHERE key = ?")
      .bind(key)
      .first();
    expect(kept).toEqual({ body: null });
    const again = await call(`POST ${version}/predictions`, {
      token,
      headers: { "idempotency-key": key, prefer: "wait=10" },
      body: { input: { prompt } },
    });
    expect(again.body).toMatchObject({ id, output: null, data_removed: true });
  });

  test("is refused while it goes on, and changes nothing", async ({ expect }) => {
    const owner = await makeOwner();
    const version = await makeVersion(owner, await makeModel(owner));
    await makeBackend(owner, version, { url: new FakeBackend().url, capacity: 1 });
    const { token } = owner;
    const options = { token, body: { input: { prompt } } };
    for (const state of ["running", "queued"]) {
      const { id } = await ask<Prediction>(`POST ${version}/predictions`, options);
      const answer = await call(`DELETE /v1/predictions/${id}/data`, { token });
      expect(expectRefusal(expect, answer, "conflict")).toContain("has not ended");
      expect(await ask(`GET /v1/predictions/${id}`, { token })).toMatchObject({
        ...{ state, input: { prompt }, data_removed: false },
      });
    }
  });

  test("is for whoever may predict in its owner's name", async ({ expect }) => {
    const { owner, path } = await predictToEnd();
    const stranger = await makeOwner();
    const reader = await makeToken(owner.username, ["read"]);
    const route = `DELETE ${path}/data`;
    expectRefusal(expect, await call(route), "unauthorized");
    expectRefusal(expect, await call(route, { token: reader }), "forbidden");
    expectRefusal(expect, await call(route, { token: stranger.token }), "not_found");
    const unknown = `DELETE /v1/predictions/${crypto.randomUUID()}/data`;
    expectRefusal(expect, await call(unknown, { token: owner.token }), "not_found");
    const kept = await ask(`GET ${path}`, { token: owner.token });
    expect(kept).toMatchObject({ input: { prompt }, data_removed: false });
  });

  test.for([false, true])(
    "goes on where it was cut off, its last write done: %s",
    async (isDone, { expect }) => {
      const { owner, path, id } = await predictToEnd();
      const { token } = owner;
      for (let at = 1, isThrough = false; !isThrough; at += 1) {
        const { d1, trips } = dyingD1(env.DB, { at, isDone });
        await callWith({ DB: d1 }, `DELETE ${path}/data`, { token });
        const { data_removed } = await ask<PredictionWithIO>(`GET ${path}`, { token });
        if (data_removed) expect(await objectsOf(id), `dead at ${at}`).toEqual([]);
        isThrough = trips() < at;
      }
      expect(await ask(`GET ${path}`, { token })).toMatchObject({ data_removed: true });
    },
  );
});

describe("a model's data_retention_s", () => {
  test("is an admin's to change, and told in the audit log", async ({ expect }) => {
    const owner = await makeOwner();
    const { token } = owner;
    const model = await makeModel(owner, { data_retention_s: 3600 });
    expect(await ask(`GET ${model}`, { token })).toMatchObject({ data_retention_s: 3600 });
    const body = { data_retention_s: null };
    expect(await ask(`PATCH ${model}`, { token, body })).toMatchObject(body);
    const log = await ask<{ items: object[] }>("GET /v1/audit-log", { token });
    expect(log.items[0]).toMatchObject({ details: { changed: ["data_retention_s"], ...body } });
    const wrong = await call(`PATCH ${model}`, { token, body: { data_retention_s: 1 } });
    expectRefusal(expect, wrong, "invalid_input");
  });
});
