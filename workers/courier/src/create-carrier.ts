import { CallbackUrls, openGate, PayloadStore, type Carrier } from "@headgate/routing";
import { type EventMessage, maxIdsOfEvent } from "@headgate/shared";

import { log } from "./log.ts";

/** What leases are carried with here. `announced` collects what history must be told when the batch is through. */
export function createCarrier(env: Env, announced: Set<string>): Carrier {
  const callbackUrls = new CallbackUrls({ publicUrl: env.PUBLIC_URL, secret: env.CALLBACK_SECRET });
  return {
    gateOf: (predictionId) => openGate(env.GATE, predictionId),
    fetchTo: async () => (input, init) => fetch(input, init),
    payloads: new PayloadStore(env.PAYLOADS),
    callbackUrl: (lease) => callbackUrls.create(lease),
    announce: (predictionId) => void announced.add(predictionId),
    sendProgress: async (message) => void (await env.PROGRESS.send(message)),
    log,
  };
}

export async function sendEvents(env: Env, predictionIds: Iterable<string>): Promise<void> {
  const ids = [...predictionIds];
  for (let at = 0; at < ids.length; at += maxIdsOfEvent) {
    const message: EventMessage = { predictionIds: ids.slice(at, at + maxIdsOfEvent) };
    await env.EVENTS.send(message);
  }
}
