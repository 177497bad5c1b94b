import { Webhook } from "standardwebhooks";

import { isEnded, receiveWebhooks, type Received } from "@headgate/e2e/system";

import type { Dice } from "../dice.ts";
import type { Witness } from "./witness.ts";

const refusedShare = 0.03;

/** Takes webhooks, once it has refused a few of them, and holds each against what was told before. */
export interface WebhookSink {
  url: string;
  /** By prediction: the delivery that told of its end. */
  readonly completed: ReadonlyMap<string, { deliveryId: string; body: string }>;
  readonly attempts: () => number;
  close(): void;
}

export async function startWebhookSink(options: {
  witness: Witness;
  secret: string;
  dice: Dice;
}): Promise<WebhookSink> {
  const { witness, secret, dice } = options;
  const completed = new Map<string, { deliveryId: string; body: string }>();
  const refused = new Set<string>();
  const signature = new Webhook(secret);
  const take = ({ headers, body, prediction }: Received): void => {
    const { id } = prediction;
    const deliveryId = headers["webhook-id"] ?? "";
    try {
      signature.verify(body, headers);
    } catch (error) {
      witness.blame(id, `webhook ${deliveryId} is not signed as it should be: ${String(error)}`);
    }
    if (!isEnded(prediction)) return;
    const before = completed.get(id);
    if (before === undefined) completed.set(id, { deliveryId, body });
    else if (before.deliveryId !== deliveryId)
      witness.blame(id, `its end was told as ${before.deliveryId} and as ${deliveryId}`);
    else if (before.body !== body)
      witness.blame(id, `webhook ${deliveryId} said ${before.body}, and then ${body}`);
    witness.see(prediction, `webhook ${deliveryId}`);
  };
  const sink = await receiveWebhooks((response, received) => {
    const deliveryId = received.headers["webhook-id"] ?? "";
    const isRefused = !refused.has(deliveryId) && dice("webhook", deliveryId) < refusedShare;
    if (isRefused) refused.add(deliveryId);
    else take(received);
    response.writeHead(isRefused ? 500 : 204).end();
  });
  return {
    url: sink.url,
    completed,
    attempts: () => sink.received.length,
    close: () => sink.close(),
  };
}
