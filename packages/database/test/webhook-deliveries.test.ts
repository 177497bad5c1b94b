import { describe, test } from "vitest";

import { createPredictionId } from "@headgate/shared";

import {
  claimOverdue,
  deleteDeliveries,
  endDelivery,
  findDelivery,
  insertDeliveries,
  listAttempts,
  listDeliveryKeys,
  listKnownDeliveries,
  listOldDeliveries,
  type NewDelivery,
  type NewProgress,
  recordAttempt,
  claimDelivery,
  removeDeliveryBodies,
  saveProgress,
} from "../src/index.ts";
import { db, next } from "./factories.ts";

function delivery(given: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id: `msg_${next()}`,
    predictionId: "prediction",
    event: "completed",
    url: "https://example.com/hook",
    ownerId: "owner",
    sealedSecret: null,
    body: { inline: '{"id":"prediction","output":"é😀"}' },
    createdAt: next(),
    ...given,
  };
}

describe("webhook deliveries", () => {
  test("wait for their first attempt, with the body as it was given", async ({ expect }) => {
    const [small, large] = [delivery(), delivery({ body: { key: "out/1", bytes: 70_000 } })];
    await insertDeliveries(db, [small, large]);
    expect(await findDelivery(db, small.id)).toMatchObject({
      ...small,
      state: "pending",
      attempt: 0,
    });
    expect(await findDelivery(db, large.id)).toMatchObject({ ...large, deliveredAt: null });
    expect(await findDelivery(db, "msg_none")).toBeNull();
  });

  test("are known once they are there", async ({ expect }) => {
    const known = delivery();
    await insertDeliveries(db, [known]);
    expect(await listKnownDeliveries(db, ["msg_none", known.id])).toEqual(new Set([known.id]));
  });

  test("stay as they are when they are inserted again", async ({ expect }) => {
    const first = delivery();
    await insertDeliveries(db, [first]);
    await insertDeliveries(db, [{ ...first, url: "https://example.com/other" }, delivery()]);
    expect(await findDelivery(db, first.id)).toMatchObject({ url: first.url });
  });

  test("note each attempt, and stay as they ended", async ({ expect }) => {
    const { id, ...rest } = delivery();
    await insertDeliveries(db, [{ id, ...rest }]);
    const miss = {
      ...{ deliveryId: id, state: "pending" as const, status: null, error: "timed out" },
      ...{ at: 10, durationMs: 2, answer: null, dueAt: 15 },
    } as const;
    expect(await recordAttempt(db, miss)).toBe("pending");
    const noted = { state: "pending", attempt: 1, lastStatus: null, lastError: "timed out" };
    expect(await findDelivery(db, id)).toMatchObject({ ...noted, updatedAt: 12, dueAt: 15 });
    const hit = { ...miss, status: 204, error: null, at: 20, answer: "fine", dueAt: null };
    expect(await recordAttempt(db, { ...hit, state: "delivered" })).toBe("delivered");
    // By a courier that was given up for lost.
    expect(await recordAttempt(db, { ...miss, state: "dead", at: 30, dueAt: null })).toBe(
      "delivered",
    );
    const done = { state: "delivered", attempt: 3, deliveredAt: 22, dueAt: null };
    expect(await findDelivery(db, id)).toMatchObject(done);
    const attempts = await listAttempts(db, id);
    expect(attempts).toMatchObject([
      { number: 1, at: 10, durationMs: 2, error: "timed out" },
      { number: 2, at: 20, status: 204, answer: "fine" },
      { number: 3, at: 30 },
    ]);
  });

  test("are claimed once they are overdue, the longest first, and not twice", async ({
    expect,
  }) => {
    const base = -1_000_000;
    const [late, later, latest, given] = [0, 10, 20, 30].map((ms) =>
      delivery({ createdAt: base + ms }),
    ) as [NewDelivery, NewDelivery, NewDelivery, NewDelivery];
    await insertDeliveries(db, [latest, given, later, late]);
    const claim = { before: base + 20, now: base + 100, limit: 10 };
    expect(await claimOverdue(db, "webhook_deliveries", { ...claim, limit: 1 })).toEqual([late.id]);
    expect(await claimOverdue(db, "webhook_deliveries", claim)).toEqual([later.id]);
    expect(await claimOverdue(db, "webhook_deliveries", claim)).toEqual([]);
    const { id } = given;
    await endDelivery(db, { id, error: "gone", at: 0 });
    const again = { before: base + 101, now: base + 200, limit: 10 };
    expect((await claimOverdue(db, "webhook_deliveries", again)).toSorted()).toEqual(
      [late.id, later.id, latest.id].toSorted(),
    );
  });

  test("are found by an index that holds no delivery that has ended", async ({ expect }) => {
    const { results } = await db.$client
      .prepare("EXPLAIN QUERY PLAN SELECT id FROM webhook_deliveries WHERE due_at < 1")
      .all<{ detail: string }>();
    expect(results.map(({ detail }) => detail)).toEqual([
      "SEARCH webhook_deliveries USING COVERING INDEX webhook_deliveries_due_at_index (due_at<?)",
    ]);
  });
});

describe("what deliveries tell", () => {
  const day = 24 * 60 * 60 * 1000;
  const idAt = (createdAt: number): string =>
    createPredictionId({
      createdAt,
      versionKey: 1,
      shard: 0,
      random: crypto.getRandomValues(new Uint8Array(4)),
    });

  async function make(predictionId: string, given: Partial<NewDelivery> = {}): Promise<string> {
    const one = delivery({ id: `msg_${predictionId}_completed`, predictionId, ...given });
    await insertDeliveries(db, [one]);
    return one.id;
  }

  test("is removed of some predictions, and the record of it stays", async ({ expect }) => {
    const [one, two] = [idAt(Date.now()), idAt(Date.now())];
    const large = { body: { key: `webhooks/${one}`, bytes: 70_000 } };
    const [first, second] = [await make(one, large), await make(two)];
    await make(one, { id: `msg_${one}_started` });
    const attempt = { state: "pending", status: 500, error: "x", at: 1, durationMs: 1 } as const;
    for (const deliveryId of [first, second]) {
      await recordAttempt(db, { ...attempt, deliveryId, answer: "echo", dueAt: 5 });
    }
    expect(await listDeliveryKeys(db, [one])).toEqual([`webhooks/${one}`]);
    await removeDeliveryBodies(db, [one]);
    expect(await findDelivery(db, first)).toMatchObject({ body: null, lastStatus: 500 });
    expect(await findDelivery(db, `msg_${one}_started`)).toMatchObject({ body: null });
    expect(await listAttempts(db, first)).toMatchObject([{ status: 500, answer: null }]);
    expect((await findDelivery(db, second))?.body).not.toBeNull();
    expect(await listAttempts(db, second)).toMatchObject([{ answer: "echo" }]);
    expect(await listDeliveryKeys(db, [one])).toEqual([]);
  });

  test("is found by the primary key alone", async ({ expect }) => {
    const { results } = await db.$client
      .prepare(
        "EXPLAIN QUERY PLAN SELECT told.id FROM json_each('[]') AS prediction CROSS JOIN webhook_deliveries AS told ON told.id > 'msg_' || prediction.value || '_' AND told.id < 'msg_' || prediction.value || '`'",
      )
      .all<{ detail: string }>();
    expect(results.map(({ detail }) => detail).join()).toContain(
      "USING PRIMARY KEY (id>? AND id<?)",
    );
  });

  test("is deleted once the prediction is old, unless it is still to be sent", async ({
    expect,
  }) => {
    const now = Date.UTC(2001, 0, 1);
    const [old, pending, young] = [idAt(now - 2 * day), idAt(now - 3 * day), idAt(now - day / 2)];
    const key = `webhooks/${old}`;
    const [first, waiting, kept] = [
      await make(old, { body: { key, bytes: 70_000 } }),
      await make(pending),
      await make(young),
    ];
    for (const id of [first, kept]) await endDelivery(db, { id, error: "gone", at: 0 });
    const found = await listOldDeliveries(db, { before: now - day, limit: 10 });
    expect(found).toEqual({ ids: [first], keys: [key] });
    await deleteDeliveries(db, [...found.ids, waiting]);
    expect(await findDelivery(db, first)).toBeNull();
    expect(await findDelivery(db, waiting)).not.toBeNull();
    expect(await findDelivery(db, kept)).not.toBeNull();
  });
});

describe("deliveries that tell of progress", () => {
  function progress(predictionId: string, given: Partial<NewProgress> = {}): NewProgress {
    return {
      ...{ predictionId, ownerId: "owner", event: "logs", url: "https://example.com/" },
      ...{ sealedSecret: null, body: { inline: "1" }, now: 10_000, everyMs: 500 },
      ...given,
    };
  }

  test("hold the latest content until somebody begins to send them", async ({ expect }) => {
    const id = `p-${next()}`;
    const key = "webhooks/older";
    const first = await saveProgress(db, progress(id, { body: { key, bytes: 70_000 } }));
    expect(first).toEqual({ id: `msg_${id}_progress_000002`, dueAt: 10_000, replacedKey: null });
    const body = { inline: "2" };
    const again = await saveProgress(db, progress(id, { body, event: "output", now: 10_100 }));
    expect(again).toEqual({ ...first, replacedKey: key });
    const third = await saveProgress(db, progress(id, { body: { inline: "3" }, now: 10_200 }));
    expect(third).toEqual(first);
    const row = await findDelivery(db, first?.id ?? "");
    expect(row).toMatchObject({ body: { inline: "3" }, event: "output", sequence: 2 });
  });

  test("are due 500 ms after the one before was begun, in order", async ({ expect }) => {
    const id = `p-${next()}`;
    const first = await saveProgress(db, progress(id));
    await claimDelivery(db, { id: first?.id ?? "", now: 10_020, heldUntil: 40_000 });
    const second = await saveProgress(db, progress(id, { now: 10_100 }));
    expect(second).toMatchObject({ id: `msg_${id}_progress_000003`, dueAt: 10_520 });
    await claimDelivery(db, { id: second?.id ?? "", now: 10_530, heldUntil: 40_000 });
    expect(await saveProgress(db, progress(id, { now: 20_000 }))).toMatchObject({ dueAt: 20_000 });
    await insertDeliveries(db, [
      delivery({ id: `msg_${id}_completed`, predictionId: id, event: "completed" }),
    ]);
    expect(await findDelivery(db, `msg_${id}_completed`)).toMatchObject({ sequence: 5 });
  });

  test("are made by fifty at once as one, and none behind the end", async ({ expect }) => {
    const id = `p-${next()}`;
    const saved = await Promise.all(
      Array.from({ length: 50 }, (_, at) => saveProgress(db, progress(id, { now: 10_000 + at }))),
    );
    expect(new Set(saved.map((one) => one?.id)).size).toBe(1);
    const [one] = saved;
    await claimDelivery(db, { id: one?.id ?? "", now: 11_000, heldUntil: 40_000 });
    await insertDeliveries(db, [delivery({ id: `msg_${id}_completed`, predictionId: id })]);
    expect(await saveProgress(db, progress(id, { now: 20_000 }))).toBeNull();
  });
});
