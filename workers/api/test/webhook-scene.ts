import { env } from "cloudflare:workers";

import { insertDeliveries, openDatabase, recordAttempt } from "@headgate/database";
import { createPredictionId, type Page, type User, type WebhookDelivery } from "@headgate/shared";

import { makeOwner, type Owner } from "./arrange.ts";
import { ask } from "./call.ts";

export const deliveriesPath = "/v1/webhooks/deliveries";
export const db = openDatabase(env.DB);
export const start = Date.UTC(2026, 10, 21, 9);
export const url = "https://hooks.example.com/shop";

export interface Mine extends Owner {
  id: string;
}

export async function makeMine(): Promise<Mine> {
  const owner = await makeOwner();
  const { id } = await ask<User>("GET /v1/user", { token: owner.token });
  return { ...owner, id };
}

interface Given {
  /** Minutes after the start. */
  minute?: number;
  event?: "start" | "completed";
  state?: "pending" | "delivered" | "dead";
  body?: { inline: string } | { key: string; bytes: number };
  predictionId?: string;
}

export async function makeDelivery({ id: ownerId }: Mine, given: Given = {}): Promise<string> {
  const createdAt = start + (given.minute ?? 0) * 60_000;
  const random = crypto.getRandomValues(new Uint8Array(4));
  const predictionId =
    given.predictionId ?? createPredictionId({ createdAt, versionKey: 1, shard: 0, random });
  const event = given.event ?? "completed";
  const id = `msg_${predictionId}_${event === "start" ? "started" : event}`;
  const body = given.body ?? { inline: `{"id":"${predictionId}","output":"é"}` };
  await insertDeliveries(db, [
    { id, predictionId, ownerId, event, url, sealedSecret: null, body, createdAt },
  ]);
  const attempt = { deliveryId: id, at: createdAt, durationMs: 7, answer: "no␊", dueAt: null };
  if (given.state === "delivered") {
    await recordAttempt(db, { ...attempt, state: "delivered", status: 204, error: null });
  }
  if (given.state === "dead") {
    await recordAttempt(db, { ...attempt, state: "dead", status: 500, error: "status 500" });
  }
  return id;
}

export async function listIds({ token }: Owner, query = ""): Promise<string[]> {
  const { items } = await ask<Page<WebhookDelivery>>(`GET ${deliveriesPath}${query}`, { token });
  return items.map(({ id }) => id);
}

/** A queue that keeps what is sent. */
export function heldQueue(): { sent: string[]; bindings: Partial<Env> } {
  const sent: string[] = [];
  const sendBatch = async (messages: Iterable<{ body: { deliveryId: string } }>) => {
    const batch = Array.from(messages, ({ body }) => body.deliveryId);
    if (batch.length > 100) throw new Error(`a batch of ${batch.length}`);
    sent.push(...batch);
  };
  return { sent, bindings: { WEBHOOKS: { sendBatch } as unknown as Queue } };
}
