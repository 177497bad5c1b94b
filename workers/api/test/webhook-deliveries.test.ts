import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import {
  endDelivery,
  insertDeliveries,
  openDatabase,
  recordAttempt,
  removeDeliveryBodies,
} from "@headgate/database";
import {
  createPredictionId,
  type Page,
  type User,
  type WebhookDelivery,
  type WebhookDeliveryWithAttempts,
  type WebhookReplay,
} from "@headgate/shared";

import { makeOwner, type Owner } from "./arrange.ts";
import { ask, call, callWith } from "./call.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { wireTime } from "./shapes.ts";

const path = "/v1/webhooks/deliveries";
const db = openDatabase(env.DB);
const start = Date.UTC(2026, 10, 21, 9);
const url = "https://hooks.example.com/shop";

interface Mine extends Owner {
  id: string;
}

async function makeMine(): Promise<Mine> {
  const owner = await makeOwner();
  const { id } = await ask<User>("GET /v1/user", { token: owner.token });
  return { ...owner, id };
}

interface Given {
  /** Minutes after the start. */
  minute?: number;
  event?: "start" | "completed";
  state?: "pending" | "delivered" | "dead";
  body?: { inline: string } | { key: string; bytes: number };
  predictionId?: string;
}

async function make({ id: ownerId }: Mine, given: Given = {}): Promise<string> {
  const createdAt = start + (given.minute ?? 0) * 60_000;
  const random = crypto.getRandomValues(new Uint8Array(4));
  const predictionId =
    given.predictionId ?? createPredictionId({ createdAt, versionKey: 1, shard: 0, random });
  const event = given.event ?? "completed";
  const id = `msg_${predictionId}_${event === "start" ? "started" : event}`;
  const body = given.body ?? { inline: `{"id":"${predictionId}","output":"é"}` };
  await insertDeliveries(db, [
    { id, predictionId, ownerId, event, url, sealedSecret: null, body, createdAt },
  ]);
  const attempt = { deliveryId: id, at: createdAt, durationMs: 7, answer: "no␊", dueAt: null };
  if (given.state === "delivered") {
    await recordAttempt(db, { ...attempt, state: "delivered", status: 204, error: null });
  }
  if (given.state === "dead") {
    await recordAttempt(db, { ...attempt, state: "dead", status: 500, error: "status 500" });
  }
  return id;
}

async function list({ token }: Owner, query = ""): Promise<string[]> {
  const { items } = await ask<Page<WebhookDelivery>>(`GET ${path}${query}`, { token });
  return items.map(({ id }) => id);
}

/** A queue that keeps what is sent. */
function heldQueue() {
  const sent: string[] = [];
  const sendBatch = async (messages: Iterable<{ body: { deliveryId: string } }>) => {
    const batch = Array.from(messages, ({ body }) => body.deliveryId);
    if (batch.length > 100) throw new Error(`a batch of ${batch.length}`);
    sent.push(...batch);
  };
  return { sent, bindings: { WEBHOOKS: { sendBatch } as unknown as Queue } };
}

describe("the ledger of webhooks", () => {
  test("shows a delivery with its body and every attempt", async ({ expect }) => {
    const owner = await makeMine();
    const id = await make(owner, { state: "dead" });
    const shown = await ask<WebhookDeliveryWithAttempts>(`GET ${path}/${id}`, owner);
    expect(shown).toMatchObject({
      ...{ id, event: "completed", sequence: 2, url, endpoint_id: null, state: "dead" },
      ...{ attempt_count: 1, last_status: 500, last_error: "status 500", body_removed: false },
      ...{ next_attempt_at: null, replayed_at: null, delivered_at: null },
      attempts: [{ number: 1, duration_ms: 7, status: 500, error: "status 500", answer: "no␊" }],
      body: { output: "é" },
    });
    expect(shown.created_at).toEqual(wireTime(expect));
    expect(shown.attempts[0]?.at).toBe("2026-11-21T09:00:00.000000Z");
    const { attempts: _, body: __, ...summary } = shown;
    const listed = await ask<Page<WebhookDelivery>>(`GET ${path}`, owner);
    expect(listed.items).toEqual([summary]);
  });

  test("shows a body that the bucket keeps, and that one was removed", async ({ expect }) => {
    const owner = await makeMine();
    const key = `webhooks/${crypto.randomUUID()}`;
    await env.PAYLOADS.put(key, '{"output":"large"}');
    const id = await make(owner, { body: { key, bytes: 70_000 } });
    const get = (): Promise<WebhookDeliveryWithAttempts> => ask(`GET ${path}/${id}`, owner);
    expect((await get()).body).toEqual({ output: "large" });
    await removeDeliveryBodies(db, [(await get()).prediction_id]);
    expect(await get()).toMatchObject({ body: null, body_removed: true });
  });

  test("is its owner's alone", async ({ expect }) => {
    const [owner, stranger] = [await makeMine(), await makeOwner()];
    const id = await make(owner, { state: "dead" });
    expect(await list(stranger)).toEqual([]);
    for (const route of [`GET ${path}/${id}`, `POST ${path}/${id}/replay`]) {
      expectRefusal(expect, await call(route, { token: stranger.token }), "not_found");
    }
    const body = { from: "2000-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z" };
    const replay = await ask<WebhookReplay>(`POST ${path}/replay`, { ...stranger, body });
    expect(replay).toEqual({ replayed: 0, next_from: null });
    expect(await ask(`GET ${path}/${id}`, owner)).toMatchObject({ state: "dead" });
  });

  test("keeps to what is asked for", async ({ expect }) => {
    const owner = await makeMine();
    const { id: endpoint } = await ask<{ id: string }>("POST /v1/webhooks/endpoints", {
      token: owner.token,
      body: { url },
    });
    const late = await make(owner, { minute: 30, state: "dead" });
    await ask(`DELETE /v1/webhooks/endpoints/${endpoint}`, { token: owner.token });
    const middle = await make(owner, { minute: 20, state: "delivered" });
    const early = await make(owner, { minute: 10 });
    const begun = await make(owner, {
      minute: 5,
      event: "start",
      predictionId: early.slice(4, 40),
    });
    expect(await list(owner)).toEqual([late, middle, early, begun]);
    expect(await list(owner, `?endpoint=${endpoint}`)).toEqual([late]);
    expect(await list(owner, "?state=dead")).toEqual([late]);
    expect(await list(owner, "?state=pending")).toEqual([early, begun]);
    expect(await list(owner, "?event=start")).toEqual([begun]);
    expect(await list(owner, `?prediction=${early.slice(4, 40)}`)).toEqual([early, begun]);
    const between = "?from=2026-11-21T09:10:00Z&to=2026-11-21T09:30:00Z";
    expect(await list(owner, between)).toEqual([middle, early]);
  });

  test.for([
    ["state=gone", "state"],
    ["event=end", "event"],
    ["from=yesterday", "from"],
    ["to=2026-11-21", "to"],
    ["page_size=1", "page_size"],
  ] as const)("refuses the query %s", async ([query, place], { expect }) => {
    const { token } = await makeOwner();
    const answer = await call(`GET ${path}?${query}`, { token });
    expect(placesOf(expectRefusal(expect, answer, "invalid_input"))).toEqual([["query", place]]);
  });

  test("is listed page by page while some come and go", async ({ expect }) => {
    const owner = await makeMine();
    const made: string[] = [];
    for (let minute = 0; minute < 12; minute += 1) {
      made.unshift(await make(owner, { minute, state: "dead" }));
    }
    const { token } = owner;
    const read = (query: string) =>
      ask<Page<WebhookDelivery>>(`GET ${path}?state=dead&page_size=5${query}`, { token });
    const first = await read("");
    await make(owner, { minute: 60, state: "dead" });
    await env.DB.prepare("DELETE FROM webhook_deliveries WHERE id = ?").bind(made[6]).run();
    const second = await read(`&cursor=${first.next_cursor}`);
    const third = await read(`&cursor=${second.next_cursor}`);
    const ids = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id));
    expect(ids).toEqual(made.filter((_, at) => at !== 6));
    const other = await call(`GET ${path}?cursor=${first.next_cursor}`, { token });
    expect(placesOf(expectRefusal(expect, other, "invalid_input"))).toEqual([["query", "cursor"]]);
  });
});

describe("replaying a delivery", () => {
  test("has it sent again with all its retries, once for fifty calls at once", async ({
    expect,
  }) => {
    const owner = await makeMine();
    const id = await make(owner, { state: "dead" });
    const before = await ask<WebhookDeliveryWithAttempts>(`GET ${path}/${id}`, owner);
    const { sent, bindings } = heldQueue();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => callWith(bindings, `POST ${path}/${id}/replay`, owner)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(sent)).toEqual(new Set([id]));
    const after = await ask<WebhookDeliveryWithAttempts>(`GET ${path}/${id}`, owner);
    expect(after).toMatchObject({
      state: "pending",
      attempt_count: 1,
      replayed_at: wireTime(expect),
    });
    expect([after.body, after.attempts]).toEqual([before.body, before.attempts]);
    const { results } = await env.DB.prepare(
      "SELECT DISTINCT replay_id, attempts_before FROM webhook_deliveries WHERE id = ?",
    )
      .bind(id)
      .all();
    expect(results).toMatchObject([{ attempts_before: 1 }]);
  });

  test("happens once for one Idempotency-Key, also when it has arrived since", async ({
    expect,
  }) => {
    const owner = await makeMine();
    const id = await make(owner, { state: "delivered" });
    const headers = { "idempotency-key": crypto.randomUUID() };
    const replay = () => ask<WebhookDelivery>(`POST ${path}/${id}/replay`, { ...owner, headers });
    const first = await replay();
    await env.DB.prepare(
      "UPDATE idempotency_keys SET status = NULL, locked_until = 0 WHERE key = ?",
    )
      .bind(headers["idempotency-key"])
      .run();
    await endDelivery(db, { id, error: "x", at: 1 });
    expect(await replay()).toMatchObject({ state: "dead", replayed_at: first.replayed_at });
  });

  test("brings one forward that waits for long", async ({ expect }) => {
    const owner = await makeMine();
    const id = await make(owner);
    const dueIn = (ms: number) =>
      env.DB.prepare("UPDATE webhook_deliveries SET due_at = ?2 WHERE id = ?1")
        .bind(id, Date.now() + ms)
        .run();
    await dueIn(20_000);
    const left = await ask<WebhookDelivery>(`POST ${path}/${id}/replay`, owner);
    expect(left.replayed_at).toBe(null);
    await dueIn(3600_000);
    const brought = await ask<WebhookDelivery>(`POST ${path}/${id}/replay`, owner);
    expect(Date.parse(brought.next_attempt_at ?? "")).toBeLessThanOrEqual(Date.now());
  });

  test("is refused where nothing is left to send", async ({ expect }) => {
    const owner = await makeMine();
    const id = await make(owner, { state: "dead" });
    await removeDeliveryBodies(db, [id.slice(4, 40)]);
    const answer = await call(`POST ${path}/${id}/replay`, owner);
    expect(expectRefusal(expect, answer, "conflict")).toContain("was removed");
    expect(await ask(`GET ${path}/${id}`, owner)).toMatchObject({ state: "dead" });
  });
});

describe("replaying a range", () => {
  const from = "2026-11-21T09:00:00Z";
  const to = "2026-11-21T10:00:00Z";

  test("has what is dead in it sent again, and nothing else", async ({ expect }) => {
    const owner = await makeMine();
    const dead = [
      await make(owner, { minute: 0, state: "dead" }),
      await make(owner, { minute: 59, state: "dead" }),
    ];
    const others = [
      await make(owner, { minute: 60, state: "dead" }),
      await make(owner, { minute: 30, state: "delivered" }),
    ];
    const removed = await make(owner, { minute: 20, state: "dead" });
    await removeDeliveryBodies(db, [removed.slice(4, 40)]);
    const { sent, bindings } = heldQueue();
    const options = { ...owner, body: { from, to } };
    const answer = await callWith(bindings, `POST ${path}/replay`, options);
    expect(answer.body).toEqual({ replayed: 2, next_from: null });
    expect(sent.toSorted()).toEqual(dead.toSorted());
    expect((await list(owner, "?state=pending")).toSorted()).toEqual(dead.toSorted());
    expect(await list(owner, "?state=delivered")).toEqual([others[1]]);
    const delivered = { ...owner, body: { from, to, state: "delivered", event: "completed" } };
    expect(await ask(`POST ${path}/replay`, delivered)).toMatchObject({ replayed: 1 });
  });

  test(
    "takes a thousand at a time, and says where to go on",
    { timeout: 30_000 },
    async ({ expect }) => {
      const owner = await makeMine();
      await env.DB.prepare(
        `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1004)
      INSERT INTO webhook_deliveries (id, prediction_id, event, url, secret, body, state, attempt, created_at, owner_id)
      SELECT 'msg_' || ?1 || '-' || i || '_completed', ?1, 'completed', 'https://a.example/', '', '{"inline":"{}"}', 'delivered', 1, ?2 + i, ?1 FROM n`,
      )
        .bind(owner.id, start)
        .run();
      const body = { from, to, state: "delivered" };
      const headers = { "idempotency-key": crypto.randomUUID() };
      const { sent, bindings } = heldQueue();
      const options = { ...owner, body, headers };
      const first = await callWith(bindings, `POST ${path}/replay`, options);
      expect(first.body).toEqual({ replayed: 1000, next_from: "2026-11-21T09:00:01.000000Z" });
      expect(new Set(sent).size).toBe(1000);
      // An attempt of the same call that nobody had an answer of.
      await env.DB.prepare(
        "UPDATE idempotency_keys SET status = NULL, locked_until = 0 WHERE key = ?",
      )
        .bind(headers["idempotency-key"])
        .run();
      expect((await callWith(bindings, `POST ${path}/replay`, options)).body).toEqual(first.body);
      expect(await list(owner, "?state=delivered")).toHaveLength(5);
      const { next_from: next } = first.body as WebhookReplay;
      const rest = { ...owner, body: { ...body, from: next } };
      expect(await ask(`POST ${path}/replay`, rest)).toEqual({ replayed: 5, next_from: null });
      expect(await list(owner, "?state=delivered")).toEqual([]);
    },
  );

  test.for([
    [{ to }, "from"],
    [{ from }, "to"],
    [{ from, to: "later" }, "to"],
    [{ from, to, state: "pending" }, "state"],
    [{ from, to, event: "logs" }, "event"],
    [{ from, to, prediction: "x" }, "prediction"],
  ] as const)("is refused of %j", async ([body, place], { expect }) => {
    const owner = await makeOwner();
    const answer = await call(`POST ${path}/replay`, { token: owner.token, body });
    expect(placesOf(expectRefusal(expect, answer, "invalid_input"))).toEqual([["body", place]]);
  });
});

describeRefusals([
  { route: `GET ${path}`, scope: "read" },
  { route: `GET ${path}/x`, scope: "read" },
  { route: `POST ${path}/x/replay`, scope: "write" },
  { route: `POST ${path}/replay`, scope: "write", takesBody: true },
]);
