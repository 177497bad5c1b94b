import { env } from "cloudflare:workers";
import { Webhook } from "standardwebhooks";
import { Stripe } from "stripe";
import { describe, test, vi } from "vitest";

import { listAttempts } from "@headgate/database";

import { body, makeDelivery, read } from "./deliveries.ts";
import { db, webhookSecret } from "./gate.ts";
import { held, sendWebhooks } from "./queues.ts";
import { answering, Receiver } from "./receiver.ts";

const stripe = new Stripe("sk_test_unused");
const { env: bindings } = held();

describe("delivering a webhook", () => {
  test.for([200, 201, 204, 299])("ends with status %d", async (status, { expect }) => {
    using receiver = answering(status);
    const id = await makeDelivery();
    expect(await sendWebhooks([id], bindings)).toEqual([null]);
    expect(receiver.seen).toHaveLength(1);
    expect(await read(id)).toMatchObject({
      state: "delivered",
      attempt: 1,
      lastStatus: status,
      lastError: null,
    });
  });

  test("posts the stored text, signed so that both kinds of clients accept it", async ({
    expect,
  }) => {
    using receiver = answering(200);
    const id = await makeDelivery({ url: "https://receiver.example/hook?key=secret" });
    await sendWebhooks([id], bindings);
    const [seen] = receiver.seen;
    expect(seen).toMatchObject({
      url: "https://receiver.example/hook?key=secret",
      method: "POST",
      redirect: "manual",
      body,
    });
    const { headers = {} } = seen ?? {};
    expect(Object.keys(headers).toSorted()).toEqual([
      "content-type",
      "headgate-webhook-event",
      "headgate-webhook-sequence",
      "user-agent",
      "webhook-id",
      "webhook-signature",
      "webhook-timestamp",
      "wriftai-webhook-signature",
    ]);
    expect(headers["webhook-id"]).toBe(id);
    expect(headers["headgate-webhook-event"]).toBe("completed");
    expect(headers["headgate-webhook-sequence"]).toBe("2");
    expect(new Webhook(webhookSecret).verify(body, headers)).toEqual(JSON.parse(body));
    const signature = headers["wriftai-webhook-signature"] ?? "";
    const event: unknown = await stripe.webhooks.constructEventAsync(
      body,
      signature,
      webhookSecret,
    );
    expect(event).toEqual(JSON.parse(body));
  });

  test("posts a large text from the bucket", async ({ expect }) => {
    using receiver = answering(200);
    const large = JSON.stringify("x".repeat(200_000));
    await env.PAYLOADS.put("webhooks/large", large);
    const id = await makeDelivery({ body: { key: "webhooks/large", bytes: large.length } });
    await sendWebhooks([id], bindings);
    expect(receiver.seen[0]?.body).toBe(large);
  });

  test("passes over what was delivered, is not due, or is not there", async ({ expect }) => {
    using receiver = answering(200);
    const id = await makeDelivery();
    await sendWebhooks([id], bindings);
    const later = await makeDelivery({ createdAt: Date.now() + 60_000 });
    expect(await sendWebhooks([id, later, "msg_none"], bindings)).toEqual([null, null, null]);
    expect(receiver.seen).toHaveLength(1);
  });
});

describe("a webhook that nobody takes", () => {
  test("is sent again by the schedule of Standard Webhooks, and then kept as dead", async ({
    expect,
    onTestFinished,
  }) => {
    using receiver = answering(500);
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const id = await makeDelivery();
    const { env: given, webhooks } = held();
    const delays: (number | null)[] = [];
    for (let dueAt: number | null = Date.now(); dueAt !== null;) {
      vi.setSystemTime(dueAt);
      expect(await sendWebhooks([id], given)).toEqual([null]);
      ({ dueAt } = await read(id));
      delays.push(dueAt && Math.round((dueAt - Date.now()) / 1000));
    }
    const hour = 3600;
    const hours = [2, 5, 10, 14, 20, 24].map((count) => count * hour);
    expect(delays).toEqual([5, 300, 1800, ...hours, null]);
    // What is due much later waits for the clock, not in a queue.
    expect(webhooks.delays).toEqual([5, 300]);
    expect(webhooks.sent).toMatchObject([{ deliveryId: id }, { deliveryId: id }]);
    expect((await listAttempts(db, id)).map(({ number }) => number)).toHaveLength(10);
    expect(await read(id)).toMatchObject({
      state: "dead",
      attempt: 10,
      lastStatus: 500,
      lastError: "status 500",
      body: { inline: body },
      dueAt: null,
    });
    expect(new Set(receiver.seen.map((seen) => seen.body))).toEqual(new Set([body]));
    expect(new Set(receiver.seen.map((seen) => seen.headers["webhook-id"]))).toEqual(new Set([id]));
    expect(new Set(receiver.seen.map((seen) => seen.headers["webhook-signature"])).size).toBe(10);
  });

  test("is given up at once by a receiver that is gone", async ({ expect }) => {
    using receiver = answering(410);
    const id = await makeDelivery();
    expect(await sendWebhooks([id], bindings)).toEqual([null]);
    expect(await sendWebhooks([id], bindings)).toEqual([null]);
    expect(receiver.seen).toHaveLength(1);
    expect(await read(id)).toMatchObject({ state: "dead", lastStatus: 410 });
  });

  test.for([301, 302, 307, 308, 404, 429])(
    "is sent again after status %d, to the same place",
    async (status, { expect }) => {
      using receiver = answering(status, { location: "https://elsewhere.example/" });
      const id = await makeDelivery();
      const { env: given, webhooks } = held();
      expect(await sendWebhooks([id], given)).toEqual([null]);
      expect(receiver.seen).toHaveLength(1);
      const { dueAt, ...row } = await read(id);
      expect(row).toMatchObject({ state: "pending", lastStatus: status });
      expect(webhooks.sent).toEqual([{ deliveryId: id, dueAt }]);
    },
  );

  test("is sent again when nothing answers in 15 seconds", async ({ expect, onTestFinished }) => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const clock = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(ms / 1000));
    onTestFinished(() => clock.mockRestore());
    using receiver = new Receiver((_, signal) => {
      const ended = Promise.withResolvers<Response>();
      signal?.addEventListener("abort", () => ended.reject(signal.reason));
      return ended.promise;
    });
    const id = await makeDelivery();
    expect(await sendWebhooks([id], bindings)).toEqual([null]);
    expect(receiver.seen).toHaveLength(1);
    expect(clock).toHaveBeenCalledWith(15_000);
    const kept = await read(id);
    expect(kept).toMatchObject({ state: "pending", lastStatus: null });
    expect(kept.lastError).toContain("TimeoutError");
  });

  test("says why without its URL, neither in its row nor in the log", async ({
    expect,
    onTestFinished,
  }) => {
    const lines = vi.spyOn(console, "log").mockImplementation(() => {});
    onTestFinished(() => lines.mockRestore());
    using receiver = new Receiver(({ url }) => {
      throw new TypeError(`Fetch API cannot load: ${url}`, { cause: new Error(`no ${url}`) });
    });
    const id = await makeDelivery();
    await sendWebhooks([id], bindings);
    expect(receiver.seen).toHaveLength(1);
    expect((await read(id)).lastError).toBe(
      "TypeError: Fetch API cannot load: (URL) because of: no (URL)",
    );
    expect(JSON.stringify(lines.mock.calls)).toContain(id);
    expect(JSON.stringify(lines.mock.calls)).not.toMatch(/key=secret|whsec_/);
  });

  test.for([
    "http://receiver.example/",
    "https://127.0.0.1/",
    "https://localhost/",
    "https://metadata.internal/",
    "https://headgate.example.com/v1/user",
  ])("is not sent to %s while private URLs are refused", async (url, { expect }) => {
    using receiver = answering(200);
    const id = await makeDelivery({ url });
    expect(await sendWebhooks([id], bindings)).toEqual([null]);
    expect(receiver.seen).toEqual([]);
    expect((await read(id)).lastError).toContain("the URL");
  });

  test("is sent to a private URL where the operator allows it", async ({ expect }) => {
    using receiver = answering(200);
    const id = await makeDelivery({ url: "http://127.0.0.1:9000/" });
    const { env: given } = held({ ALLOW_PRIVATE_URLS: "true" });
    expect(await sendWebhooks([id], given)).toEqual([null]);
    expect(receiver.seen).toHaveLength(1);
  });

  test("comes again soon, uncounted, when we fail ourselves", async ({ expect }) => {
    using receiver = answering(200);
    const id = await makeDelivery({ body: { key: "webhooks/x", bytes: 70_000 } });
    const other = await makeDelivery();
    const down = { get: () => Promise.reject(new Error("down")) } as unknown as R2Bucket;
    const { env: given, webhooks } = held({ PAYLOADS: down });
    expect(await sendWebhooks([id, other], given)).toEqual([null, null]);
    expect(await read(id)).toMatchObject({ state: "pending", attempt: 0, claimedAt: null });
    expect(webhooks.sent).toMatchObject([{ deliveryId: id }]);
    expect(webhooks.delays[0]).toBeGreaterThanOrEqual(9);
    expect(receiver.seen).toHaveLength(1);
  });
});
