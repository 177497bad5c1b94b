import { env } from "cloudflare:workers";
import { describe, test, vi } from "vitest";

import { findDelivery, findPrediction } from "@headgate/database";
import { openStream } from "@headgate/routing";
import type { PredictionWithIO, Webhook } from "@headgate/shared";

import { db, TestVersion } from "./gate.ts";
import { held, sendEvents } from "./queues.ts";
import { WatchedGates } from "./watched-gates.ts";

const webhook = {
  url: "https://receiver.example/hook",
  secret: null,
  events: ["start", "completed"],
} satisfies Webhook;

describe("recording events", () => {
  test("writes what the gates say and lets them forget what has ended", async ({ expect }) => {
    const [one, other] = [await TestVersion.create(), await TestVersion.create({ capacity: 1 })];
    const [ended, running, queued] = [await one.end(), await other.lease(), await other.admit()];
    const ids = [ended, running.predictionId, queued.id];
    const gates = new WatchedGates();
    expect(await sendEvents(ids, held({ GATE: gates.namespace }).env)).toEqual([null, null, null]);
    const states = await Promise.all(ids.map(async (id) => (await findPrediction(db, id))?.state));
    expect(states).toEqual(["succeeded", "running", "queued"]);
    expect(gates.acknowledged).toEqual([ended]);
  });

  test("changes nothing when it is done again", async ({ expect }) => {
    const version = await TestVersion.create();
    const id = await version.end({ webhook });
    using log = vi.spyOn(console, "log");
    const ends = () =>
      log.mock.calls.filter(([line]) => String(line).includes('"prediction.ended"'));
    await sendEvents([id, id], held().env);
    expect(ends()).toHaveLength(1);
    const before = await findPrediction(db, id);
    const delivery = await findDelivery(db, `msg_${id}_completed`);
    expect(await sendEvents([id], held().env, 4)).toEqual([null]);
    expect(await findPrediction(db, id)).toEqual(before);
    expect(await findDelivery(db, `msg_${id}_completed`)).toEqual(delivery);
    expect(ends()).toHaveLength(1);
  });

  test("takes many predictions at their largest", async ({ expect }) => {
    const version = await TestVersion.create();
    const text = JSON.stringify("\u0001".repeat(10_000));
    const large = { input: { inline: text } };
    const outcome = { output: { inline: text }, logs: "漢".repeat(65_536) };
    const ids = await Promise.all(Array.from({ length: 60 }, () => version.end(large, outcome)));
    expect(await sendEvents(ids, held().env)).toEqual(ids.map(() => null));
    const last = await findPrediction(db, ids.at(-1) ?? "");
    expect(last?.outcome?.logs).toHaveLength(65_536);
  });

  test("passes over what no gate knows and what is no id", async ({ expect }) => {
    const version = await TestVersion.create();
    const [known, unknown] = [await version.end(), version.newId()];
    expect(await sendEvents([unknown, "", "v1-0", known], held().env)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(await findPrediction(db, unknown)).toBeNull();
    expect(await findPrediction(db, known)).not.toBeNull();
  });

  test("tries again later, and ever later, while a gate is out of reach", async ({ expect }) => {
    const version = await TestVersion.create();
    const id = await version.end();
    const gates = new WatchedGates();
    gates.lost.add("read");
    const { env: given } = held({ GATE: gates.namespace });
    expect(await sendEvents([id], given)).toEqual([2]);
    expect(await sendEvents([id], given, 3)).toEqual([8]);
    expect(await sendEvents([id], given, 100)).toEqual([300]);
    expect(await findPrediction(db, id)).toBeNull();
  });

  test("holds up no other for one that cannot be recorded", async ({ expect }) => {
    const version = await TestVersion.create();
    const ids = [
      await version.end({ webhook }),
      await version.end(),
      await version.end({ webhook }),
    ];
    const gates = new WatchedGates();
    gates.lostId = ids[1] ?? "";
    const { env: given, webhooks } = held({ GATE: gates.namespace });
    expect(await sendEvents(ids, given)).toEqual([null, 2, null]);
    expect(new Set(gates.acknowledged)).toEqual(new Set([ids[0], ids[2]]));
    expect(webhooks.sent).toHaveLength(2);
  });

  test("acknowledges to a gate only what is in history and on its way", async ({ expect }) => {
    const id = await (await TestVersion.create()).end({ webhook });
    const gates = new WatchedGates();
    const down = { sendBatch: () => Promise.reject(new Error("down")) } as unknown as Queue;
    const { env: given } = held({ GATE: gates.namespace, WEBHOOKS: down });
    expect(await sendEvents([id], given)).toEqual([2]);
    expect(gates.acknowledged).toEqual([]);
    const { env: next, webhooks } = held({ GATE: gates.namespace });
    expect(await sendEvents([id], next, 2)).toEqual([null]);
    expect(webhooks.sent).toEqual([{ deliveryId: `msg_${id}_completed` }]);
    expect(gates.acknowledged).toEqual([id]);
  });

  test("tells the stream of an ended prediction its end, before the gate forgets it", async ({
    expect,
  }) => {
    const version = await TestVersion.create();
    const [id, plain] = [await version.end({ streams: true }), await version.end()];
    const stream = openStream(env.STREAMS, id);
    const away = { getByName: () => ({ finish: () => Promise.reject(new Error("away")) }) };
    const gates = new WatchedGates();
    const STREAMS = away as unknown as Env["STREAMS"];
    expect(await sendEvents([id], held({ GATE: gates.namespace, STREAMS }).env)).toEqual([2]);
    expect(gates.acknowledged).toEqual([]);
    expect(await sendEvents([id, plain], held().env)).toEqual([null, null]);
    expect(await stream.status()).toMatchObject({ isDone: true });
    expect(await openStream(env.STREAMS, plain).status()).toMatchObject({ lastId: 0 });
  });

  test("repeats what a lost acknowledgement leaves open", async ({ expect }) => {
    const id = await (await TestVersion.create()).end();
    const gates = new WatchedGates();
    gates.lost.add("acknowledge");
    const { env: given } = held({ GATE: gates.namespace });
    expect(await sendEvents([id], given)).toEqual([2]);
    expect(await findPrediction(db, id)).not.toBeNull();
    gates.lost.clear();
    expect(await sendEvents([id], given, 2)).toEqual([null]);
    expect(gates.acknowledged).toEqual([id]);
  });
});

describe("announcing a prediction to its receiver", () => {
  test("makes one delivery when it starts and one when it ends", async ({ expect }) => {
    const version = await TestVersion.create();
    const { predictionId: id, epoch } = await version.lease({ webhook });
    const { env: given, webhooks } = held();
    await sendEvents([id], given);
    const [started, completed] = [`msg_${id}_started`, `msg_${id}_completed`];
    expect(webhooks.sent).toEqual([{ deliveryId: started }]);
    expect(await findDelivery(db, completed)).toBeNull();
    const outcome = {
      output: null,
      error: null,
      logs: "",
      predictTimeS: null,
      setupTimeS: null,
      outputProblems: null,
    };
    await version.gate.complete({ id, epoch, outcome: { ...outcome, state: "canceled" } });
    await sendEvents([id], given);
    expect(webhooks.sent).toEqual([{ deliveryId: started }, { deliveryId: completed }]);
    expect(await findDelivery(db, completed)).toMatchObject({
      predictionId: id,
      event: "completed",
      url: webhook.url,
      sealedSecret: null,
      state: "pending",
      attempt: 0,
    });
  });

  test("announces nothing that waits, or that nobody asked for", async ({ expect }) => {
    const version = await TestVersion.create({ capacity: 0 });
    const { env: given, webhooks } = held();
    const silent = await (await TestVersion.create()).end();
    await sendEvents([(await version.admit({ webhook })).id, silent], given);
    expect(webhooks.sent).toEqual([]);
  });

  test("keeps the call's own secret, encrypted", async ({ expect }) => {
    const secret = "the secret of the call";
    const version = await TestVersion.create();
    const id = await version.end({
      webhook: { ...webhook, secret },
    });
    await sendEvents([id], held().env);
    const delivery = await findDelivery(db, `msg_${id}_completed`);
    expect(delivery?.sealedSecret).toBeTypeOf("string");
    expect(JSON.stringify(delivery)).not.toContain(secret);
  });

  test("tells of what the webhook asks for, and of nothing else", async ({ expect }) => {
    const version = await TestVersion.create();
    const { env: given, webhooks } = held();
    const lease = await version.lease({ webhook: { ...webhook, events: ["logs", "completed"] } });
    await sendEvents([lease.predictionId], given);
    expect(webhooks.sent).toEqual([]);
    const started = await version.end({ webhook: { ...webhook, events: ["start"] } });
    await sendEvents([started], given);
    expect(webhooks.sent).toEqual([]);
  });

  test("sends the prediction as its callers see it", async ({ expect }) => {
    const id = await (await TestVersion.create()).end({ webhook });
    await sendEvents([id], held().env);
    const { body } = (await findDelivery(db, `msg_${id}_completed`)) ?? {};
    const text = body && "inline" in body ? body.inline : "";
    const sent = JSON.parse(text) as PredictionWithIO;
    expect(sent).toMatchObject({ id, status: "succeeded", input: { scale: 4 }, output: "done" });
    expect(sent.url).toBe(`${env.PUBLIC_URL}/v1/predictions/${id}`);
  });

  test("keeps a large body in the bucket, as it was first written", async ({ expect }) => {
    const key = `predictions/${crypto.randomUUID()}/output-1`;
    await env.PAYLOADS.put(key, JSON.stringify("x".repeat(200_000)));
    const version = await TestVersion.create();
    const id = await version.end({ webhook }, { output: { key, bytes: 200_002 } });
    await sendEvents([id], held().env);
    const delivery = await findDelivery(db, `msg_${id}_completed`);
    const at = `webhooks/msg_${id}_completed`;
    expect(delivery?.body).toMatchObject({ key: at });
    const first = await (await env.PAYLOADS.get(at))?.text();
    expect(first).toContain(`"output":"${"x".repeat(200_000)}"`);
    await env.PAYLOADS.put(key, JSON.stringify("y".repeat(200_000)));
    await sendEvents([id], held().env);
    expect(await (await env.PAYLOADS.get(at))?.text()).toBe(first);
  });
});
