import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { removeDeliveryBodies } from "@headgate/database";
import type {
  Page,
  Prediction,
  WebhookDelivery,
  WebhookDeliveryWithAttempts,
  WebhookReplay,
} from "@headgate/shared";

import { makeBackend, makeModel, makeOwner, makeVersion } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { FakeBackend, succeeded } from "./fake-backend.ts";
import { describeRefusals, expectRefusal, placesOf } from "./refusals.ts";
import { wireTime } from "./shapes.ts";
import {
  db,
  deliveriesPath as path,
  listIds,
  makeDelivery,
  makeMine,
  url,
} from "./webhook-scene.ts";

describe("the ledger of webhooks", () => {
  test("shows a delivery with its body and every attempt", async ({ expect }) => {
    const owner = await makeMine();
    const id = await makeDelivery(owner, { state: "dead" });
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
    const id = await makeDelivery(owner, { body: { key, bytes: 70_000 } });
    const get = (): Promise<WebhookDeliveryWithAttempts> => ask(`GET ${path}/${id}`, owner);
    expect((await get()).body).toEqual({ output: "large" });
    await removeDeliveryBodies(db, [(await get()).prediction_id]);
    expect(await get()).toMatchObject({ body: null, body_removed: true });
  });

  test("tells no more of a prediction whose data was removed", async ({ expect }) => {
    const owner = await makeMine();
    const version = await makeVersion(owner, await makeModel(owner));
    const gpu = new FakeBackend(() => Response.json(succeeded("a picture")));
    await makeBackend(owner, version, { url: gpu.url, capacity: 1 });
    const { id: predictionId } = await ask<Prediction>(`POST ${version}/predictions`, {
      ...{ token: owner.token, headers: { prefer: "wait" } },
      body: { input: { prompt: "a boat" } },
    });
    const key = `webhooks/msg_${predictionId}_completed`;
    await env.PAYLOADS.put(key, '{"output":"a picture"}');
    const given = { predictionId, body: { key, bytes: 70_000 }, state: "dead" } as const;
    const id = await makeDelivery(owner, given);
    await ask(`DELETE /v1/predictions/${predictionId}/data`, { token: owner.token });
    expect(await ask(`GET ${path}/${id}`, owner)).toMatchObject({
      ...{ body: null, body_removed: true, last_status: 500 },
      attempts: [{ status: 500, answer: null }],
    });
    expect(await env.PAYLOADS.head(key)).toBeNull();
  });

  test("is its owner's alone", async ({ expect }) => {
    const [owner, stranger] = [await makeMine(), await makeOwner()];
    const id = await makeDelivery(owner, { state: "dead" });
    expect(await listIds(stranger)).toEqual([]);
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
    const late = await makeDelivery(owner, { minute: 30, state: "dead" });
    await ask(`DELETE /v1/webhooks/endpoints/${endpoint}`, { token: owner.token });
    const middle = await makeDelivery(owner, { minute: 20, state: "delivered" });
    const early = await makeDelivery(owner, { minute: 10 });
    const begun = await makeDelivery(owner, {
      minute: 5,
      event: "start",
      predictionId: early.slice(4, 40),
    });
    expect(await listIds(owner)).toEqual([late, middle, early, begun]);
    expect(await listIds(owner, `?endpoint=${endpoint}`)).toEqual([late]);
    expect(await listIds(owner, "?state=dead")).toEqual([late]);
    expect(await listIds(owner, "?state=pending")).toEqual([early, begun]);
    expect(await listIds(owner, "?event=start")).toEqual([begun]);
    expect(await listIds(owner, `?prediction=${early.slice(4, 40)}`)).toEqual([early, begun]);
    const between = "?from=2026-11-21T09:10:00Z&to=2026-11-21T09:30:00Z";
    expect(await listIds(owner, between)).toEqual([middle, early]);
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
      made.unshift(await makeDelivery(owner, { minute, state: "dead" }));
    }
    const { token } = owner;
    const read = (query: string) =>
      ask<Page<WebhookDelivery>>(`GET ${path}?state=dead&page_size=5${query}`, { token });
    const first = await read("");
    await makeDelivery(owner, { minute: 60, state: "dead" });
    await env.DB.prepare("DELETE FROM webhook_deliveries WHERE id = ?").bind(made[6]).run();
    const second = await read(`&cursor=${first.next_cursor}`);
    const third = await read(`&cursor=${second.next_cursor}`);
    const ids = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id));
    expect(ids).toEqual(made.filter((_, at) => at !== 6));
    const other = await call(`GET ${path}?cursor=${first.next_cursor}`, { token });
    expect(placesOf(expectRefusal(expect, other, "invalid_input"))).toEqual([["query", "cursor"]]);
  });
});

describeRefusals([
  { route: `GET ${path}`, scope: "read" },
  { route: `GET ${path}/x`, scope: "read" },
]);
