import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { endDelivery, removeDeliveryBodies } from "@headgate/database";
import type { WebhookDelivery, WebhookDeliveryWithAttempts, WebhookReplay } from "@headgate/shared";

import { makeOwner } from "./arrange.ts";
import { ask, call, callWith } from "./call.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { wireTime } from "./shapes.ts";
import {
  db,
  deliveriesPath as path,
  heldQueue,
  listIds,
  makeDelivery,
  makeMine,
  start,
} from "./webhook-scene.ts";

describe("replaying a delivery", () => {
  test("has it sent again with all its retries, once for fifty calls at once", async ({
    expect,
  }) => {
    const owner = await makeMine();
    const id = await makeDelivery(owner, { state: "dead" });
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
    const id = await makeDelivery(owner, { state: "delivered" });
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
    const id = await makeDelivery(owner);
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
    const id = await makeDelivery(owner, { state: "dead" });
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
      await makeDelivery(owner, { minute: 0, state: "dead" }),
      await makeDelivery(owner, { minute: 59, state: "dead" }),
    ];
    const others = [
      await makeDelivery(owner, { minute: 60, state: "dead" }),
      await makeDelivery(owner, { minute: 30, state: "delivered" }),
    ];
    const removed = await makeDelivery(owner, { minute: 20, state: "dead" });
    await removeDeliveryBodies(db, [removed.slice(4, 40)]);
    const { sent, bindings } = heldQueue();
    const options = { ...owner, body: { from, to } };
    const answer = await callWith(bindings, `POST ${path}/replay`, options);
    expect(answer.body).toEqual({ replayed: 2, next_from: null });
    expect(sent.toSorted()).toEqual(dead.toSorted());
    expect((await listIds(owner, "?state=pending")).toSorted()).toEqual(dead.toSorted());
    expect(await listIds(owner, "?state=delivered")).toEqual([others[1]]);
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
      expect(await listIds(owner, "?state=delivered")).toHaveLength(5);
      const { next_from: next } = first.body as WebhookReplay;
      const rest = { ...owner, body: { ...body, from: next } };
      expect(await ask(`POST ${path}/replay`, rest)).toEqual({ replayed: 5, next_from: null });
      expect(await listIds(owner, "?state=delivered")).toEqual([]);
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
  { route: `POST ${path}/x/replay`, scope: "write" },
  { route: `POST ${path}/replay`, scope: "write", takesBody: true },
]);
