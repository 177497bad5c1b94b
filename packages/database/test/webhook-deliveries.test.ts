import { describe, test } from "vitest";

import { findDelivery, insertDeliveries, type NewDelivery, recordAttempt } from "../src/index.ts";
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
    } as const;
    expect(await recordAttempt(db, miss)).toBe(true);
    const noted = {
      state: "pending",
      attempt: 1,
      lastStatus: null,
      lastError: "timed out",
      deliveredAt: null,
    };
    expect(await findDelivery(db, id)).toMatchObject({ ...noted, updatedAt: 10 });
    const hit = { id, state: "delivered", attempt: 2, status: 204, error: null, at: 20 } as const;
    expect(await recordAttempt(db, hit)).toBe(true);
    expect(await recordAttempt(db, { ...miss, attempt: 3, state: "dead", at: 30 })).toBe(false);
    const done = {
      state: "delivered",
      attempt: 2,
      lastStatus: 204,
      lastError: null,
      deliveredAt: 20,
    };
    expect(await findDelivery(db, id)).toMatchObject(done);
  });
});
