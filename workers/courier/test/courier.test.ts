import { createExecutionContext, createMessageBatch } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test, vi } from "vitest";

import { findDelivery, findPrediction } from "@headgate/database";
import type { EventMessage, Webhook } from "@headgate/shared";

import worker from "../src/index.ts";
import { db, TestVersion } from "./gate.ts";
import { answering } from "./receiver.ts";

describe("the courier", () => {
  test("takes an event from its queue to history and to the receiver, once", async ({ expect }) => {
    using receiver = answering(204);
    const webhook = {
      url: "https://receiver.example/hook",
      secret: null,
      events: ["start", "completed"],
    } satisfies Webhook;
    const id = await (await TestVersion.create()).end({ webhook });
    await env.EVENTS.sendBatch([
      { body: { predictionIds: [id] } satisfies EventMessage },
      { body: { predictionIds: [id] } satisfies EventMessage },
    ]);
    const state = async () => (await findDelivery(db, `msg_${id}_completed`))?.state;
    await vi.waitUntil(async () => (await state()) === "delivered", { timeout: 10_000 });
    expect(await findPrediction(db, id)).toMatchObject({ state: "succeeded" });
    expect(receiver.seen.map(({ headers }) => headers["webhook-id"])).toEqual([
      `msg_${id}_completed`,
    ]);
  });

  test("throws for a queue that it does not know, so that nothing is lost", async ({ expect }) => {
    const batch = createMessageBatch("headgate-other", []);
    await expect(worker.queue(batch, env, createExecutionContext())).rejects.toThrow(
      "headgate-other",
    );
  });
});
