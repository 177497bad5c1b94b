import { Webhook } from "standardwebhooks";
import { Stripe } from "stripe";
import { afterAll, beforeAll, describe, test } from "vitest";

import { predict, take } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { count, sleep } from "./system/predictors.ts";
import { publish } from "./system/publish.ts";
import { receiveWebhooks, type Received, type Sink } from "./system/receive-webhooks.ts";
import { startBackend, type TestBackend } from "./system/start-backend.ts";
import { startSystem, type System } from "./system/start-system.ts";

const stripe = new Stripe("sk_test_unused");

let system: System;
let backend: TestBackend;

beforeAll(async () => {
  system = await startSystem();
  backend = await startBackend(sleep, 8);
  await publish(system.client, ["sleep", backend]);
});

afterAll(async () => {
  await Promise.all([system.stop(), backend.crash()]);
});

/** What both libraries make of a webhook; each throws where its signature is wrong. */
function verify({ headers, body }: Received, secret: string): unknown[] {
  const wriftai = headers["wriftai-webhook-signature"] ?? "";
  return [
    new Webhook(secret).verify(body, headers),
    stripe.webhooks.constructEvent(body, wriftai, secret),
  ];
}

describe.concurrent("a webhook", () => {
  test("tells the start and the end, signed with the owner's secret", async ({
    expect,
    onTestFinished,
  }) => {
    const sink = await receiveWebhooks();
    onTestFinished(() => sink.close());
    const { id } = await predict(system.client, ["john/sleep", { ms: 2500 }], {
      webhook: { url: sink.url },
    });
    const webhooks = await sink.of(id, 2);
    expect(webhooks.map(({ prediction }) => prediction.status)).toEqual(["started", "succeeded"]);
    expect(webhooks.map(({ headers }) => headers["webhook-id"])).toEqual([
      `msg_${id}_started`,
      `msg_${id}_completed`,
    ]);
    const { key } = await take<{ key: string }>(
      system.client({ method: "GET", path: "/v1/user/webhook_secret" }),
    );
    for (const webhook of webhooks) {
      expect(verify(webhook, key)).toEqual([webhook.prediction, webhook.prediction]);
    }
    expect(webhooks[1]?.prediction).toMatchObject({ output: { ms: 2500 }, logs: ["asleep"] });
  });

  test.for(["wait", "wait=10"])(
    "is signed with the caller's secret (`Prefer: %s`)",
    async (prefer, { expect, onTestFinished }) => {
      const sink = await receiveWebhooks();
      onTestFinished(() => sink.close());
      const secret = `whsec_${Buffer.from("a secret that a caller chose").toString("base64")}`;
      const { id } = await predict(system.client, ["john/sleep", { ms: 50 }], {
        prefer,
        webhook: { url: sink.url, secret },
      });
      const [webhook] = (await sink.of(id, 1)).filter(
        ({ prediction }) => prediction.status !== "started",
      );
      expect(webhook && verify(webhook, secret)[0]).toMatchObject({ id, status: "succeeded" });
      expect(() => webhook && verify(webhook, "whsec_b3RoZXIgc2VjcmV0")).toThrow(
        "No matching signature",
      );
    },
  );

  test.for([
    ["a failure", 500],
    ["a redirect", 302],
  ] as const)(
    "comes again after %s, with the same id and bytes",
    async ([, status], { expect, onTestFinished }) => {
      const other = await receiveWebhooks();
      onTestFinished(() => other.close());
      const sink = await receiveWebhooks((response) => {
        response
          .writeHead(sink.received.length === 1 ? status : 200, { location: other.url })
          .end();
      });
      onTestFinished(() => sink.close());
      const { id } = await predict(system.client, ["john/sleep", { ms: 10 }], {
        prefer: "wait",
        webhook: { url: sink.url, secret: "a plain secret of a caller" },
      });
      const [first, second] = await sink.of(id, 2);
      expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
      expect(second?.body).toBe(first?.body);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(4_900);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(8_000);
      expect(other.received).toEqual([]);
    },
  );

  test("that is gone is not sent again", async ({ expect, onTestFinished }) => {
    const sink = await receiveWebhooks((response) => void response.writeHead(410).end());
    onTestFinished(() => sink.close());
    const { id } = await predict(system.client, ["john/sleep", { ms: 10 }], {
      prefer: "wait",
      webhook: { url: sink.url },
    });
    await sink.of(id, 1);
    await expect
      .poll(() => system.log.find((line) => line.includes(`msg_${id}_completed`)))
      .toContain('"state":"dead"');
  });

  test("whose message was lost is sent by the courier's clock", async ({
    expect,
    onTestFinished,
  }) => {
    const sink = await receiveWebhooks();
    onTestFinished(() => sink.close());
    const { id } = await predict(system.client, ["john/sleep", { ms: 10 }], {
      prefer: "wait",
      webhook: { url: sink.url },
    });
    await sink.of(id, 1);
    // As after a kill between the delivery's insert and its attempt, a minute ago.
    const d1 = system.runtime.db.$client;
    const overdue = "UPDATE webhook_deliveries SET state = 'pending', due_at = ?2 WHERE id = ?1";
    const read = "SELECT state FROM webhook_deliveries WHERE id = ?1";
    const delivery = `msg_${id}_completed`;
    await expect.poll(() => d1.prepare(read).bind(delivery).first("state")).toBe("delivered");
    await d1
      .prepare(overdue)
      .bind(delivery, Date.now() - 60_000)
      .run();
    const [first, second] = await sink.of(id, 2);
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.body).toBe(first?.body);
    await expect.poll(() => d1.prepare(read).bind(delivery).first("state")).toBe("delivered");
  });

  test("is signed for its endpoint, and stays in a ledger that it is replayed from", async ({
    expect,
    onTestFinished,
  }) => {
    const { client } = system;
    // The first is refused, and every replay is answered late.
    const sink = await receiveWebhooks((response) => {
      if (sink.received.length === 1) response.writeHead(410).end("gone\n");
      else setTimeout(() => response.writeHead(204).end(), 1_500);
    });
    onTestFinished(() => sink.close());
    const endpoints = "/v1/webhooks/endpoints";
    const { id: endpoint, secret } = await take<{ id: string; secret: string }>(
      client({ method: "POST", path: endpoints, body: { url: sink.url } }),
    );
    const webhook = { url: sink.url, events: ["completed"] };
    const { id } = await predict(client, ["john/sleep", { ms: 10 }], { prefer: "wait", webhook });
    const [first] = await sink.of(id, 1);
    expect(first && verify(first, secret)[0]).toMatchObject({ id, status: "succeeded" });
    const path = `/v1/webhooks/deliveries/msg_${id}_completed`;
    const read = () => take<{ state: string; attempts: object[] }>(client({ method: "GET", path }));
    await expect.poll(async () => (await read()).state, { timeout: 10_000 }).toBe("dead");
    expect((await read()).attempts).toMatchObject([{ status: 410, answer: "gone␊" }]);
    const shown = { method: "GET", path: `${endpoints}/${endpoint}` } as const;
    expect(await take(client(shown))).toMatchObject({
      enabled: false,
      disabled_reason: "it answered 410 Gone",
    });
    // Disabled: it is not called.
    await take(client({ method: "POST", path: `${path}/replay` }));
    await expect.poll(async () => (await read()).state, { timeout: 10_000 }).toBe("dead");
    expect(sink.received).toHaveLength(1);
    await take(client({ ...shown, method: "PATCH", body: { enabled: true } }));
    await take(client({ ...shown, method: "POST", path: `${shown.path}/rotate` }));
    await Promise.all(
      Array.from({ length: 50 }, () => take(client({ method: "POST", path: `${path}/replay` }))),
    );
    const [, second] = await sink.of(id, 2);
    expect(second && verify(second, secret)[0]).toMatchObject({ id });
    expect(second?.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.body).toBe(first?.body);
    await expect.poll(async () => (await read()).state, { timeout: 10_000 }).toBe("delivered");
    expect((await read()).attempts).toHaveLength(2);
    expect(sink.received).toHaveLength(2);
  });
});

describe("slow receivers", () => {
  test("hold up nobody", async ({ expect, onTestFinished }) => {
    const slow = await receiveWebhooks(() => {});
    const good = await receiveWebhooks();
    onTestFinished(() => slow.close());
    onTestFinished(() => good.close());
    const events = ["completed"];
    const send = (sink: Sink) =>
      predict(system.client, ["john/sleep", { ms: 1 }], {
        prefer: "wait",
        webhook: { url: sink.url, events },
      });
    await Promise.all(Array.from({ length: 30 }, () => send(slow)));
    const sentAt = performance.now();
    const { id } = await send(good);
    const [webhook] = await good.of(id, 1);
    // One that waits for an answer does so for 15 seconds.
    expect((webhook?.at ?? Infinity) - sentAt).toBeLessThan(12_000);
  });
});

describe("progress", () => {
  test("comes while the model works, at most once in 500 ms, before the end", async ({
    expect,
    onTestFinished,
  }) => {
    const sink = await receiveWebhooks();
    onTestFinished(() => sink.close());
    const counting = await startBackend(count, 1);
    onTestFinished(() => counting.crash());
    const model = await publish(system.client, ["count", counting]);
    const webhook = { url: sink.url, events: ["start", "output", "logs", "completed"] };
    const { id } = await predict(system.client, [model, { to: 30, everyMs: 100 }], { webhook });
    await eventually(
      () => sink.received.find((one) => one.headers["headgate-webhook-event"] === "completed"),
      (one) => one !== undefined,
      30_000,
    );
    const told = sink.received.filter(
      ({ headers }) => !/start|completed/.test(headers["headgate-webhook-event"] ?? ""),
    );
    expect(told.length).toBeGreaterThanOrEqual(2);
    for (const [at, one] of told.entries()) {
      expect(one.prediction).toMatchObject({ id, state: "running" });
      if (at > 0) expect(one.at - (told[at - 1]?.at ?? 0)).toBeGreaterThan(400);
    }
    const sequences = sink.received.map(({ headers }) => headers["headgate-webhook-sequence"]);
    expect(new Set(sequences).size).toBe(sequences.length);
  });
});
