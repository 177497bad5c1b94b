import { describe, test } from "vitest";

import {
  claimOverdueDeliveries,
  findDelivery,
  insertDeliveries,
  listKnownDeliveries,
  type NewDelivery,
  recordAttempt,
} from "../src/index.ts";
import { db, next } from "./factories.ts";

function delivery(given: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id: `msg_${next()}`,
    predictionId: "prediction",
    event: "prediction.completed",
    url: "https://example.com/hook",
    secret: "whsec_x",
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

  test("note each attempt until one arrives, and nothing after it", async ({ expect }) => {
    const { id, ...rest } = delivery();
    await insertDeliveries(db, [{ id, ...rest }]);
    const miss = {
      id,
      state: "pending",
      attempt: 1,
      status: null,
      error: "timed out",
      at: 10,
      dueAt: 15,
    } as const;
    expect(await recordAttempt(db, miss)).toBe(true);
    const noted = {
      state: "pending",
      attempt: 1,
      lastStatus: null,
      lastError: "timed out",
      deliveredAt: null,
    };
    expect(await findDelivery(db, id)).toMatchObject({ ...noted, updatedAt: 10, dueAt: 15 });
    const hit = {
      id,
      state: "delivered",
      attempt: 2,
      status: 204,
      error: null,
      at: 20,
      dueAt: null,
    } as const;
    expect(await recordAttempt(db, hit)).toBe(true);
    expect(await recordAttempt(db, { ...miss, attempt: 3, state: "dead", at: 30 })).toBe(false);
    const done = {
      state: "delivered",
      attempt: 2,
      lastStatus: 204,
      lastError: null,
      deliveredAt: 20,
      dueAt: null,
    };
    expect(await findDelivery(db, id)).toMatchObject(done);
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
    expect(await claimOverdueDeliveries(db, { ...claim, limit: 1 })).toEqual([late.id]);
    expect(await claimOverdueDeliveries(db, claim)).toEqual([later.id]);
    expect(await claimOverdueDeliveries(db, claim)).toEqual([]);
    const { id } = given;
    const end = { id, state: "dead", attempt: 1, status: 410, error: "gone", at: 0 } as const;
    await recordAttempt(db, { ...end, dueAt: null });
    const again = { before: base + 101, now: base + 200, limit: 10 };
    expect((await claimOverdueDeliveries(db, again)).toSorted()).toEqual(
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
