import { describe, test, vi } from "vitest";

import { listAttempts, replayDelivery } from "@headgate/database";

import { resendWebhooks } from "../src/webhooks/resend-webhooks.ts";
import { makeDelivery, makeOwnerId, read } from "./deliveries.ts";
import { db } from "./gate.ts";
import { held, sendWebhooks } from "./queues.ts";
import { answering, Receiver } from "./receiver.ts";

const { env: bindings } = held();

describe("the ledger of attempts", () => {
  test("tells when, how long, with what status, and how the answer began", async ({ expect }) => {
    const begin = "ok\r\n\u001b[31mred\u0000\u202etxet é😀";
    using receiver = new Receiver(
      () =>
        new Response(begin + "x".repeat(3000), { status: receiver.seen.length > 1 ? 200 : 500 }),
    );
    const id = await makeDelivery();
    const startedAt = Date.now();
    await sendWebhooks([id], bindings);
    await db.$client
      .prepare("UPDATE webhook_deliveries SET due_at = 0 WHERE id = ?1")
      .bind(id)
      .run();
    await sendWebhooks([id], bindings);
    const attempts = await listAttempts(db, id);
    expect(attempts).toMatchObject([
      { number: 1, status: 500, error: "status 500" },
      { number: 2, status: 200, error: null },
    ]);
    for (const { at, durationMs, answer } of attempts) {
      expect(at).toBeGreaterThanOrEqual(startedAt);
      expect(durationMs).toBeGreaterThanOrEqual(0);
      expect(answer).toMatch(/^ok␍␊␛\[31mred␀\\u\{202e\}txet é😀x+$/u);
      expect(answer?.length).toBeLessThan(1050);
    }
    expect(await read(id)).toMatchObject({ state: "delivered", attempt: 2, lastStatus: 200 });
  });

  test("keeps what came of an answer that breaks off", async ({ expect }) => {
    using _ = new Receiver(() => {
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(new TextEncoder().encode("half"));
          controller.error(new Error("reset"));
        },
      });
      return new Response(stream);
    });
    const id = await makeDelivery();
    await sendWebhooks([id], bindings);
    expect(await read(id)).toMatchObject({ state: "delivered", lastStatus: 200 });
    expect(await listAttempts(db, id)).toMatchObject([{ status: 200, error: null }]);
  });
});

describe("a delivery that is sent for twice", () => {
  test("is attempted once, however many messages come at once", async ({ expect }) => {
    using receiver = answering(200);
    const id = await makeDelivery();
    const batches = Array.from({ length: 10 }, () => sendWebhooks([id, id, id, id, id], bindings));
    await Promise.all(batches);
    expect(receiver.seen).toHaveLength(1);
    expect(await listAttempts(db, id)).toHaveLength(1);
  });

  test("is attempted once more for fifty replays at once", async ({ expect }) => {
    using receiver = answering(200);
    const ownerId = await makeOwnerId();
    const id = await makeDelivery({ ownerId });
    await sendWebhooks([id], bindings);
    const before = await read(id);
    const at = Date.now();
    const replays = await Promise.all(
      Array.from({ length: 50 }, () =>
        replayDelivery(db, { ownerId, id, at, replayId: crypto.randomUUID() }),
      ),
    );
    expect(replays.filter(Boolean)).toHaveLength(1);
    await Promise.all(
      Array.from({ length: 9 }, () => sendWebhooks([id, id, id, id, id, id], bindings)),
    );
    expect(receiver.seen).toHaveLength(2);
    const [first, second] = receiver.seen;
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.body).toBe(first?.body);
    expect(await listAttempts(db, id)).toMatchObject([{ number: 1 }, { number: 2 }]);
    expect(await read(id)).toMatchObject({ body: before.body, attempt: 2, state: "delivered" });
  });

  test("has all its retries before it again when it was replayed", async ({ expect }) => {
    using _ = answering(500);
    const ownerId = await makeOwnerId();
    const id = await makeDelivery({ ownerId });
    await db.$client
      .prepare(
        "UPDATE webhook_deliveries SET state = 'dead', attempt = 10, due_at = NULL WHERE id = ?1",
      )
      .bind(id)
      .run();
    await replayDelivery(db, { ownerId, id, at: Date.now(), replayId: "r" });
    await sendWebhooks([id], bindings);
    const { dueAt, ...row } = await read(id);
    expect(row).toMatchObject({ state: "pending", attempt: 11, attemptsBefore: 10 });
    expect((dueAt ?? 0) - Date.now()).toBeLessThan(6_000);
  });
});

describe("a courier that dies after it has posted", () => {
  /** The database of a Worker that dies when it is about to record an attempt. */
  function dying(d1: D1Database): D1Database {
    let isDead = false;
    const refuse = (): never => {
      isDead = true;
      throw new Error("D1_ERROR: Network connection lost.");
    };
    return new Proxy(d1, {
      get(target, name) {
        if (name === "prepare") {
          return (sql: string) =>
            isDead || sql.includes("webhook_attempts") ? refuse() : target.prepare(sql);
        }
        if (name === "batch") {
          return (statements: D1PreparedStatement[]) =>
            isDead ? refuse() : target.batch(statements);
        }
        return Reflect.get(target, name) as unknown;
      },
    });
  }

  test("leaves it to the clock, which has it sent again with the same id and bytes", async ({
    expect,
    onTestFinished,
  }) => {
    using receiver = answering(200);
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const id = await makeDelivery();
    const { env: doomed, webhooks: lost } = held({ DB: dying(bindings.DB) });
    await sendWebhooks([id], doomed);
    expect(receiver.seen).toHaveLength(1);
    expect(lost.sent).toEqual([]);
    expect(await read(id)).toMatchObject({ state: "pending", attempt: 0 });
    // Somebody may still be at it.
    await sendWebhooks([id], bindings);
    expect(receiver.seen).toHaveLength(1);
    vi.setSystemTime(Date.now() + 60_000);
    const { env: given, webhooks } = held();
    await resendWebhooks(given);
    expect(webhooks.sent).toContainEqual({ deliveryId: id });
    await sendWebhooks([id], given);
    const [first, second] = receiver.seen;
    expect(receiver.seen).toHaveLength(2);
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.body).toBe(first?.body);
    expect(await read(id)).toMatchObject({ state: "delivered", attempt: 1 });
  });
});

describe("a receiver that asks for time", () => {
  test.for([
    [429, "60", 60],
    [503, "3600", 3600],
    [503, "2", 5],
    [503, "999999999", 86_400],
    [503, "soon", 5],
    [500, "3600", 5],
    [429, new Date(Date.now() + 7200_000).toUTCString(), 7200],
    [429, new Date(0).toUTCString(), 5],
  ] as const)(
    "with %d and Retry-After: %s is left alone for %d seconds",
    async ([status, retryAfter, delayS], { expect }) => {
      using _ = answering(status, { "retry-after": retryAfter });
      const id = await makeDelivery();
      await sendWebhooks([id], bindings);
      const { dueAt, claimedAt } = await read(id);
      const delay = ((dueAt ?? 0) - (claimedAt ?? 0)) / 1000;
      expect(Math.abs(delay - delayS)).toBeLessThan(delayS > 7000 && delayS < 8000 ? 60 : 2);
    },
  );
});

describe("slow receivers", () => {
  test("hold up neither the batch nor others", { timeout: 40_000 }, async ({ expect }) => {
    const open = Promise.withResolvers<Response>();
    using receiver = new Receiver(({ url }) =>
      url.startsWith("https://slow.example/") ? open.promise : new Response(null, { status: 204 }),
    );
    const slow = await Promise.all(
      Array.from({ length: 5 }, () => makeDelivery({ url: "https://slow.example/" })),
    );
    const good = await makeDelivery();
    const first = sendWebhooks([...slow.slice(0, 3), good], bindings);
    await expect.poll(async () => (await read(good)).state).toBe("delivered");
    await expect.poll(() => receiver.seen.length).toBe(4);
    // After a second they are known to be slow, and the next ones are put off.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const { env: given, webhooks } = held();
    const later = await makeDelivery();
    await sendWebhooks([...slow.slice(3), later], given);
    expect(receiver.seen).toHaveLength(5);
    expect((await read(later)).state).toBe("delivered");
    expect(await read(slow[4] ?? "")).toMatchObject({ state: "pending", attempt: 0 });
    expect(webhooks.sent).toMatchObject(slow.slice(3).map((deliveryId) => ({ deliveryId })));
    open.resolve(new Response("late"));
    await first;
    expect((await read(slow[0] ?? "")).state).toBe("delivered");
  });
});
