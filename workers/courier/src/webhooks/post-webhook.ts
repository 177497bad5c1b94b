import { checkOutboundUrl, signWebhook } from "@headgate/shared";

import { errorText } from "../error-text.ts";
import { readAnswer } from "./read-answer.ts";

export const attemptTimeoutMs = 15_000;

/** A delivery as it is sent. */
export interface OutgoingWebhook {
  deliveryId: string;
  event: string;
  sequence: number;
  url: string;
  secrets: readonly string[];
  body: string;
}

export interface WebhookAnswer {
  /** Null: nothing answered. */
  status: number | null;
  error: string | null;
  /** How its body began. */
  answer: string | null;
  retryAfter: string | null;
}

/** The same bytes at every attempt, signed anew. A redirect is a failure. Throws nothing. */
export async function postWebhook(outgoing: OutgoingWebhook, env: Env): Promise<WebhookAnswer> {
  const { deliveryId, event, sequence, url, secrets, body } = outgoing;
  try {
    const target = checkOutboundUrl(url, {
      allowPrivate: env.ALLOW_PRIVATE_URLS === "true",
      ownHosts: [new URL(env.PUBLIC_URL).host],
    });
    const timestampS = Math.floor(Date.now() / 1000);
    const response = await fetch(target, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(attemptTimeoutMs),
      headers: {
        "content-type": "application/json",
        "user-agent": "headgate",
        "headgate-webhook-event": event,
        "headgate-webhook-sequence": String(sequence),
        ...(await signWebhook({ deliveryId, body, secrets, timestampS })),
      },
      body,
    });
    const { status, headers } = response;
    const error = response.ok ? null : `status ${status}`;
    return {
      ...{ status, error, answer: await readAnswer(response) },
      retryAfter: headers.get("retry-after"),
    };
  } catch (error) {
    return { status: null, error: errorText(error), answer: null, retryAfter: null };
  }
}
