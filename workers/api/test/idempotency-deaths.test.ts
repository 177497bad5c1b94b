import { env } from "cloudflare:workers";
import { describe, type ExpectStatic, test } from "vitest";

import { dyingD1 } from "@headgate/database/dying-d1";

import {
  capacityOf,
  makeBackend,
  makeModel,
  makeOwner,
  makeToken,
  makeVersion,
  type Owner,
  unique,
  versionBody,
} from "./arrange.ts";
import { type Answer, ask, call, type CallOptions, callWith } from "./call.ts";
import { FakeBackend } from "./fake-backend.ts";

interface Creation {
  route: string;
  body: object;
  /** How many there are of what it makes. */
  count: () => Promise<number>;
}

async function countOf(sql: string, value: string): Promise<number> {
  return (await env.DB.prepare(sql).bind(value).first<number>("count")) ?? 0;
}

async function movesOf(model: string): Promise<number> {
  return countOf(
    "SELECT count(*) AS count FROM alias_ledger JOIN models ON models.id = model_id WHERE name = ?",
    model.split("/").at(-1) ?? "",
  );
}

/** What an owner does with one call, each anew. */
const creations = {
  async model() {
    const name = unique("m");
    const count = () => countOf("SELECT count(*) AS count FROM models WHERE name = ?", name);
    const body = { name, hardware_identifier: "cpu", tags: ["fast"] };
    return { route: "POST /v1/models", body, count };
  },
  async version(owner) {
    const model = await makeModel(owner);
    const count = () =>
      countOf(
        "SELECT count(*) AS count FROM versions JOIN models ON models.id = model_id WHERE name = ?",
        model.split("/").at(-1) ?? "",
      );
    return { route: `POST ${model}/versions`, body: versionBody(), count };
  },
  async token() {
    const name = unique("t");
    const count = () => countOf("SELECT count(*) AS count FROM tokens WHERE name = ?", name);
    return { route: "POST /v1/tokens", body: { name, scopes: ["read"] }, count };
  },
  async user() {
    const username = unique("u");
    const count = () =>
      countOf("SELECT count(*) AS count FROM owners WHERE username = ?", username);
    return { route: "POST /v1/users", body: { username }, count };
  },
  async organization() {
    const name = unique("org");
    const count = () => countOf("SELECT count(*) AS count FROM owners WHERE username = ?", name);
    return { route: "POST /v1/organizations", body: { name }, count };
  },
  async backend(owner) {
    const version = await makeVersion(owner, await makeModel(owner));
    const { url } = new FakeBackend();
    const count = () => countOf("SELECT count(*) AS count FROM backends WHERE url = ?", url);
    return { route: `POST ${version}/backends`, body: { url }, count };
  },
  async webhookEndpoint() {
    const url = `https://hooks.example.com/${unique("hook")}`;
    const sql = "SELECT count(*) AS count FROM webhook_endpoints WHERE url = ?";
    return { route: "POST /v1/webhooks/endpoints", body: { url }, count: () => countOf(sql, url) };
  },
  async prediction(owner) {
    const version = await makeVersion(owner, await makeModel(owner));
    const { url } = new FakeBackend();
    await makeBackend(owner, version, { url, capacity: 9 });
    const count = async () => (await capacityOf(version)).running;
    return { route: `POST ${version}/predictions`, body: { input: { prompt: "a boat" } }, count };
  },
  async deactivation(owner) {
    const version = await makeVersion(owner, await makeModel(owner));
    const { id } = await ask<{ id: string }>(`GET ${version}`, { token: owner.token });
    const count = () =>
      countOf(
        `SELECT count(*) AS count FROM version_transitions JOIN versions ON key = version_key
         WHERE id = ? AND to_status = 'inactive'`,
        id,
      );
    return { route: `POST ${version}/deactivate`, body: { reason: "slow" }, count };
  },
  async promotion(owner) {
    const model = await makeModel(owner);
    const version = await makeVersion(owner, model);
    return { route: `POST ${version}/promote`, body: {}, count: () => movesOf(model) };
  },
  async rollback(owner) {
    const model = await makeModel(owner);
    for (const number of [1, 2, 3]) {
      await makeVersion(owner, model);
      const body = { version: String(number) };
      await ask(`PUT ${model}/aliases/champion`, { token: owner.token, body });
    }
    const count = async () => (await movesOf(model)) - 3;
    return { route: `POST ${model}/aliases/champion/rollback`, body: {}, count };
  },
} satisfies Record<string, (owner: Owner) => Promise<Creation>>;

type Made = keyof typeof creations;

/** As if the minute had passed after which a silent attempt is taken to be gone. */
async function passLock(key: string): Promise<void> {
  await env.DB.prepare("UPDATE idempotency_keys SET locked_until = 0 WHERE key = ?")
    .bind(key)
    .run();
}

/** Of what answers otherwise than with 201. */
const statuses: Partial<Record<Made, number>> = {
  prediction: 202,
  deactivation: 200,
  promotion: 200,
  rollback: 200,
};

interface Dying {
  owner: Owner;
  at: number;
  isDone: boolean;
}

/** One call that dies on the way, and its repeat. Gives whether it came through before it could die. */
async function dieAndRepeat(expect: ExpectStatic, make: Made, dying: Dying): Promise<boolean> {
  const { route, body, count } = await creations[make](dying.owner);
  const key = crypto.randomUUID();
  const options: CallOptions = {
    token: dying.owner.token,
    body,
    headers: { "idempotency-key": key },
  };
  const { d1, trips } = dyingD1(env.DB, dying);
  const first = await callWith({ DB: d1 }, route, options);
  await passLock(key);
  const second = await call(route, options);
  const third = await call(route, options);
  const named = `${make}, dead at ${dying.at}${dying.isDone ? ", done" : ""}`;
  const status = statuses[make] ?? 201;
  expect([second.status, third.status], `${named}: ${second.text}`).toEqual([status, status]);
  expect(third.headers.get("idempotency-replayed")).toBe("true");
  expect(idOf(third), named).toBe(idOf(second));
  if (first.status < 300) expect(idOf(second), named).toBe(idOf(first));
  else expect(first.status).toBe(500);
  expect(third.text, named).toBe(second.text);
  expect(await count(), named).toBe(1);
  return trips() < dying.at;
}

function idOf({ body }: Answer): string {
  return (body as { id: string }).id;
}

describe("a call that dies in the middle, and is repeated, takes effect once:", () => {
  const cases = (Object.keys(creations) as Made[]).flatMap((make) => [
    { make, isDone: false },
    { make, isDone: true },
  ]);
  test.for(cases)(
    "a $make, its last write done: $isDone",
    { timeout: 60_000 },
    async ({ make, isDone }, { expect }) => {
      const { username } = await makeOwner();
      const owner = { username, token: await makeToken(username, ["admin"]) };
      let isThrough = false;
      let at = 0;
      while (!isThrough) {
        at += 1;
        isThrough = await dieAndRepeat(expect, make, { owner, at, isDone });
      }
      expect(at).toBeGreaterThan(3);
    },
  );
});
