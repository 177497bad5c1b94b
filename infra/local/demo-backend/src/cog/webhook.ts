import { setTimeout as wait } from "node:timers/promises";

import type { CogPrediction } from "./prediction.ts";

export const webhookEvents = ["start", "output", "logs", "completed"] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export interface WebhookPolicy {
  /** At most one `logs` webhook in this time. */
  logIntervalMs: number;
  /** Wait before the first retry of `completed`; doubles with each further one. */
  firstRetryMs: number;
  maxRetries: number;
  timeoutMs: number;
}

export interface WebhookTarget {
  url: string;
  events: readonly WebhookEvent[];
  headers: Record<string, string>;
}

export type Notify = (event: WebhookEvent, state: CogPrediction) => void;

export const cogWebhookPolicy: WebhookPolicy = {
  logIntervalMs: 500,
  firstRetryMs: 200,
  maxRetries: 12,
  timeoutMs: 30_000,
};

const retriedStatuses = [429, 500, 502, 503, 504];
/** Cog stops doubling at the tenth wait. */
const lastDoubling = 9;

/**
 * Makes the sender of one prediction's webhooks. Nothing waits for it: `completed` is sent until it is
 * taken, refused or out of retries, everything else once, and all of it ends when `closing` aborts.
 */
export function createNotify(
  target: WebhookTarget,
  policy: WebhookPolicy,
  { clock, closing }: { clock: () => number; closing: AbortSignal },
): Notify {
  let logsSentAt = -Infinity;
  return (event, state) => {
    if (closing.aborted || !target.events.includes(event)) return;
    if (event === "logs") {
      if (clock() - logsSentAt < policy.logIntervalMs) return;
      logsSentAt = clock();
    }
    const body = JSON.stringify(state);
    const retries = event === "completed" ? policy.maxRetries : 0;
    void deliver({ target, body, retries, policy, closing });
  };
}

interface Delivery {
  target: WebhookTarget;
  body: string;
  retries: number;
  policy: WebhookPolicy;
  closing: AbortSignal;
}

async function deliver(delivery: Delivery): Promise<void> {
  for (let retry = 0; ; retry += 1) {
    const status = await post(delivery);
    const isRetried = status === null || retriedStatuses.includes(status);
    if (!isRetried || retry >= delivery.retries || delivery.closing.aborted) return;
    const waitMs = delivery.policy.firstRetryMs * 2 ** Math.min(retry, lastDoubling);
    await wait(waitMs, undefined, { signal: delivery.closing }).catch(() => null);
  }
}

/** The status that came back, or null when none did. */
async function post({ target, body, policy, closing }: Delivery): Promise<number | null> {
  try {
    const response = await fetch(target.url, {
      method: "POST",
      headers: { "content-type": "application/json", ...target.headers },
      body,
      redirect: "manual",
      signal: AbortSignal.any([closing, AbortSignal.timeout(policy.timeoutMs)]),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    // No connection, a reset or a time-out: all of them are worth a retry.
    return null;
  }
}
