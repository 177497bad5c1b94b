import type { LeaseReference } from "@headgate/shared";

import type { Carrier } from "../dispatch/carrier.ts";
import { announceProgress } from "../webhooks/announce-progress.ts";
import type { Listener } from "./listeners.ts";

/** All that a backend has told of a prediction so far, as Cog posts it each time. */
export interface Told {
  output: unknown[];
  logs: string;
}

/** Passes on what is new of it, to those who want to know. It may come twice or late, and a failure is logged and no more. */
export async function tellCallback(
  carrier: Carrier,
  lease: LeaseReference,
  { listeners, told }: { listeners: readonly Listener[]; told: Told },
): Promise<void> {
  await Promise.all([
    listeners.includes("stream") ? advanceStream(carrier, lease, told) : undefined,
    tellWebhook(carrier, lease, { listeners, told }),
  ]);
}

/** The stream of the lease's prediction comes to where its backend is. */
export async function advanceStream(
  carrier: Carrier,
  { id, epoch }: LeaseReference,
  told: Told,
): Promise<void> {
  try {
    await carrier.streamOf(id).advance({ epoch, ...told });
  } catch (error) {
    carrier.log("stream.lost", { predictionId: id, error: String(error) });
  }
}

async function tellWebhook(
  carrier: Carrier,
  { id, epoch }: LeaseReference,
  { listeners, told }: { listeners: readonly Listener[]; told: Told },
): Promise<void> {
  const events = listeners.filter((one) => one !== "stream");
  const event = events.find((one) => told[one].length > 0);
  if (event === undefined) return;
  await announceProgress(
    carrier,
    { predictionId: id, epoch, webhook: { events } },
    { event, ...told },
  );
}
