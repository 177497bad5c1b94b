import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import type { CreatedToken, Model, Page, Prediction } from "@headgate/shared";

import {
  capacityOf,
  makeModel,
  makeOwner,
  makeToken,
  makeVersion,
  type Owner,
  unique,
  versionBody,
} from "./arrange.ts";
import { type Answer, ask, call, type CallOptions } from "./call.ts";
import { succeeded } from "./fake-backend.ts";
import { expectRefusal, placesOf } from "./refusals.ts";
import { callBack, makeVersionWith } from "./scene.ts";

function keyed({ token }: Pick<Owner, "token">, body: object, key: string): CallOptions {
  return { token, body, headers: { "idempotency-key": key } };
}

function modelBody(): { name: string; hardware_identifier: string } {
  return { name: unique("m"), hardware_identifier: "cpu" };
}

async function namesOf(owner: Owner): Promise<string[]> {
  const { items } = await ask<Page<Model>>("GET /v1/user/models", { token: owner.token });
  return items.map(({ name }) => name);
}

function idOf({ body }: Answer): string {
  return (body as { id: string }).id;
}

describe("a POST that is sent again with its Idempotency-Key", () => {
  test("gives the same answer and makes nothing more", async ({ expect }) => {
    const owner = await makeOwner();
    const options = keyed(owner, modelBody(), crypto.randomUUID());
    const first = await call("POST /v1/models", options);
    const again = await call("POST /v1/models", options);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.text).toBe(first.text);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
    expect(await namesOf(owner)).toHaveLength(1);
  });

  test("gives the answer of then, also where what it made was changed", async ({ expect }) => {
    const owner = await makeOwner();
    const body = modelBody();
    const options = keyed(owner, body, crypto.randomUUID());
    const { text } = await call("POST /v1/models", options);
    const path = `/v1/models/${owner.username}/${body.name}`;
    await ask(`PATCH ${path}`, { token: owner.token, body: { description: "changed" } });
    expect((await call("POST /v1/models", options)).text).toBe(text);
  });

  test("gives the same secret, which nothing keeps", async ({ expect }) => {
    const owner = await makeOwner();
    const options = keyed(owner, { name: "ci", scopes: ["read"] }, crypto.randomUUID());
    const first = await ask<CreatedToken>("POST /v1/tokens", options);
    const again = await call("POST /v1/tokens", options);
    expect(again.body).toEqual(first);
    expect(again.headers.get("cache-control")).toBe("no-store");
    const kept = await env.DB.prepare("SELECT * FROM idempotency_keys WHERE key = ?")
      .bind(options.headers?.["idempotency-key"])
      .first();
    expect(kept).toMatchObject({ status: 201, body: null });
    expect(JSON.stringify(kept)).not.toContain(first.token);
    await ask(`DELETE /v1/tokens/${first.id}`, { token: owner.token });
    const late = await call("POST /v1/tokens", options);
    expect(expectRefusal(expect, late, "conflict")).toContain("deleted since");
  });

  test("gives an answer that is too large to be kept", async ({ expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner);
    const properties = Object.fromEntries(
      Array.from({ length: 1000 }, (_, at) => [`p${at}`, { description: "d".repeat(120) }]),
    );
    const schema = { properties };
    const body = versionBody({ schemas: { prediction: { input: schema, output: schema } } });
    const options = keyed(owner, body, crypto.randomUUID());
    const first = await call(`POST ${model}/versions`, options);
    expect(first.status).toBe(201);
    expect(first.text.length).toBeGreaterThan(256 * 1024);
    const again = await call(`POST ${model}/versions`, options);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
  });

  test("takes effect once when it comes fifty times at once", async ({ expect }) => {
    const owner = await makeOwner();
    const model = await makeModel(owner);
    const options = keyed(owner, versionBody(), crypto.randomUUID());
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call(`POST ${model}/versions`, options)),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(new Set(made.map(idOf)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(expectRefusal(expect, answer, "conflict")).toContain("still at work");
      expect(answer.headers.get("retry-after")).toBe("1");
    }
    const { items } = await ask<Page<object>>(`GET ${model}/versions`, { token: owner.token });
    expect(items).toHaveLength(1);
  });

  test("is free again after 24 hours", async ({ expect }) => {
    const owner = await makeOwner();
    const key = crypto.randomUUID();
    await ask("POST /v1/models", keyed(owner, modelBody(), key));
    await env.DB.prepare("UPDATE idempotency_keys SET expires_at = ? WHERE key = ?")
      .bind(Date.now() - 1, key)
      .run();
    const second = await call("POST /v1/models", keyed(owner, modelBody(), key));
    expect([second.status, second.headers.get("idempotency-replayed")]).toEqual([201, null]);
    expect(await namesOf(owner)).toHaveLength(2);
  });

  test("knows the key of another token as another key", async ({ expect }) => {
    const owner = await makeOwner();
    const other = await makeToken(owner.username, ["read", "write"]);
    const key = crypto.randomUUID();
    await ask("POST /v1/models", keyed(owner, modelBody(), key));
    expect((await call("POST /v1/models", keyed({ token: other }, modelBody(), key))).status).toBe(
      201,
    );
  });
});

describe("an Idempotency-Key is refused", () => {
  test("with another body, and on another path", async ({ expect }) => {
    const owner = await makeOwner();
    const key = crypto.randomUUID();
    await ask("POST /v1/models", keyed(owner, modelBody(), key));
    for (const route of ["POST /v1/models", "POST /v1/tokens"]) {
      const detail = expectRefusal(
        expect,
        await call(route, keyed(owner, modelBody(), key)),
        "invalid_input",
      );
      expect(placesOf(detail)).toEqual([["header", "idempotency-key"]]);
      expect(JSON.stringify(detail)).toContain("another method, path or body");
    }
    expect(await namesOf(owner)).toHaveLength(1);
  });

  test.for([
    { what: "empty", key: "" },
    { what: "with a space", key: "a b" },
    { what: "beyond ASCII", key: "\u00e9" },
    { what: "256 characters long", key: "k".repeat(256) },
  ])("that is $what", async ({ key }, { expect }) => {
    const owner = await makeOwner();
    const answer = await call("POST /v1/models", keyed(owner, modelBody(), key));
    expect(JSON.stringify(expectRefusal(expect, answer, "invalid_input"))).toContain(
      "1 to 255 visible ASCII characters",
    );
    expect(await namesOf(owner)).toEqual([]);
  });

  test("never for a caller without a token, who is told so", async ({ expect }) => {
    const headers = { "idempotency-key": "k" };
    const answer = await call("POST /v1/models", { body: modelBody(), headers });
    expect(expectRefusal(expect, answer, "unauthorized")).toBeTypeOf("string");
  });
});

test("a call that was refused may be corrected under its key", async ({ expect }) => {
  const owner = await makeOwner();
  const key = crypto.randomUUID();
  const wrong = await call("POST /v1/models", keyed(owner, { name: "A B" }, key));
  expect(wrong.status).toBe(422);
  expect((await call("POST /v1/models", keyed(owner, modelBody(), key))).status).toBe(201);
});

describe("a prediction that is asked for again with its key", () => {
  test("is told as it was answered, and runs once", async ({ expect }) => {
    const { owner, version, gpu } = await makeVersionWith();
    const options = keyed(owner, { input: { prompt: "a boat" } }, crypto.randomUUID());
    const first = await call(`POST ${version}/predictions`, options);
    const again = await call(`POST ${version}/predictions`, options);
    expect([first.status, again.status]).toEqual([202, 202]);
    expect(again.text).toBe(first.text);
    await gpu.request(0);
    expect(await capacityOf(version)).toMatchObject({ running: 1, queued: 0 });
    expect(gpu.requests).toHaveLength(1);
  });

  test("is told as it is while the first call waits for it", async ({ expect }) => {
    const { owner, version, gpu } = await makeVersionWith();
    const options = keyed(owner, { input: { prompt: "a boat" } }, crypto.randomUUID());
    const headers = { ...options.headers, prefer: "wait=10" };
    const waiting = call(`POST ${version}/predictions`, { ...options, headers });
    const { id } = (await gpu.request(0)).body;
    const meanwhile = await call(`POST ${version}/predictions`, options);
    expect(meanwhile.body).toMatchObject({ id, state: "running" });
    await callBack(gpu);
    const first = await waiting;
    expect([first.status, idOf(first)]).toEqual([200, id]);
    expect((await call(`POST ${version}/predictions`, options)).text).toBe(first.text);
  });

  test("is the direct one that it was, also to a caller who comes back", async ({ expect }) => {
    const { owner, version, gpu } = await makeVersionWith(() => Response.json(succeeded("done")));
    const options = keyed(owner, { input: { prompt: "a boat" } }, crypto.randomUUID());
    const headers = { ...options.headers, prefer: "wait" };
    const first = await call(`POST ${version}/predictions`, { ...options, headers });
    expect(first.body).toMatchObject({ state: "succeeded", output: "done" });
    expect((await call(`POST ${version}/predictions`, { ...options, headers })).text).toBe(
      first.text,
    );
    expect(gpu.requests).toHaveLength(1);
  });

  test("stays on its version when the model has a newer one", async ({ expect }) => {
    const { owner, model, version } = await makeVersionWith();
    const key = crypto.randomUUID();
    const options = keyed(owner, { input: { prompt: "a boat" } }, key);
    const first = await ask<Prediction>(`POST ${model}/predictions`, options);
    await makeVersion(owner, model);
    // As if the first call had been cut off before it answered.
    await env.DB.prepare(
      "UPDATE idempotency_keys SET status = NULL, body = NULL, locked_until = 0 WHERE key = ?",
    )
      .bind(key)
      .run();
    const again = await ask<Prediction>(`POST ${model}/predictions`, options);
    expect(again).toMatchObject({ id: first.id, model: { version_number: 1 } });
    expect(await capacityOf(version)).toMatchObject({ running: 1 });
  });
});
