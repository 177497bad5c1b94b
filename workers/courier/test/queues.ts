import {
  createExecutionContext,
  createMessageBatch,
  getQueueResult,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";

import type {
  EventMessage,
  ExecMessage,
  Lease,
  LeaseMessage,
  ProgressMessage,
  WebhookMessage,
} from "@headgate/shared";

import worker from "../src/index.ts";

/** What became of each message, by its place in the batch: null for acknowledged, else the seconds until it comes again. */
export type Fates = (number | null | undefined)[];

/** A producer's end of a queue that keeps what is sent instead of having it delivered in the middle of a test. */
export class HeldQueue {
  readonly sent: unknown[] = [];
  /** Of single messages, in seconds. */
  readonly delays: (number | undefined)[] = [];

  async send(body: unknown, options: QueueSendOptions = {}): Promise<void> {
    this.sent.push(body);
    this.delays.push(options.delaySeconds);
  }

  async sendBatch(messages: Iterable<MessageSendRequest>): Promise<void> {
    const batch = Array.from(messages, ({ body }) => body);
    if (batch.length === 0 || batch.length > 100) throw new Error(`a batch of ${batch.length}`);
    this.sent.push(...batch);
  }
}

export interface Held {
  env: Env;
  checks: HeldQueue;
  events: HeldQueue;
  exec: HeldQueue;
  progress: HeldQueue;
  webhooks: HeldQueue;
}

/** The courier's bindings, with its own sends held. */
export function held(changes: Partial<Env> = {}): Held {
  const queues = {
    checks: new HeldQueue(),
    events: new HeldQueue(),
    exec: new HeldQueue(),
    progress: new HeldQueue(),
    webhooks: new HeldQueue(),
  };
  const bindings = {
    CHECKS: queues.checks as unknown as Queue,
    EVENTS: queues.events as unknown as Queue,
    EXEC: queues.exec as unknown as Queue,
    PROGRESS: queues.progress as unknown as Queue,
    WEBHOOKS: queues.webhooks as unknown as Queue,
  };
  return { env: { ...env, ...bindings, ...changes }, ...queues };
}

export function sendEvents(ids: string[], given: Env, attempts = 1): Promise<Fates> {
  const bodies = ids.map((id): EventMessage => ({ predictionIds: [id] }));
  return consume("headgate-events", bodies, { env: given, attempts });
}

export function sendLeases(messages: LeaseMessage[], given: Env): Promise<Fates> {
  return consume("headgate-leases", messages, { env: given, attempts: 1 });
}

export function sendExecutions(leases: Lease[], given: Env): Promise<Fates> {
  const bodies = leases.map((lease): ExecMessage => ({ lease }));
  return consume("headgate-exec", bodies, { env: given, attempts: 1 });
}

/** Resolves when every attempt is through. */
export function sendWebhooks(ids: string[], given: Env): Promise<Fates> {
  const bodies = ids.map((deliveryId): WebhookMessage => ({ deliveryId }));
  return consume("headgate-webhooks", bodies, { env: given, attempts: 1 });
}

/** The same. */
export function sendProgress(messages: ProgressMessage[], given: Env): Promise<Fates> {
  return consume("headgate-progress", messages, { env: given, attempts: 1 });
}

export async function consume(
  queue: string,
  bodies: unknown[],
  given: { env: Env; attempts: number },
): Promise<Fates> {
  const messages = bodies.map((body, at) => ({
    id: String(at),
    timestamp: Date.now(),
    attempts: given.attempts,
    body,
  }));
  const batch = createMessageBatch(queue, messages);
  // What `getQueueResult` gives leaves the delays out.
  const retries = batch.messages.map((message) => vi.spyOn(message, "retry"));
  const context = createExecutionContext();
  await worker.queue(batch, given.env, context);
  await waitOnExecutionContext(context);
  const result = await getQueueResult(batch, createExecutionContext());
  return messages.map(({ id }, at) => {
    if (result.explicitAcks.includes(id)) return null;
    return retries[at]?.mock.calls[0]?.[0]?.delaySeconds;
  });
}
