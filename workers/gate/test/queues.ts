import { env } from "cloudflare:workers";
import { vi } from "vitest";

import type { EventMessage, LeaseMessage } from "@headgate/shared";

declare global {
  namespace Cloudflare {
    interface Env {
      /** The Worker of `recorder.mjs`. */
      RECORDER: Fetcher;
    }
  }
}

export type Sent =
  | { queue: "headgate-leases"; body: LeaseMessage }
  | { queue: "headgate-events"; body: EventMessage };

/** Waits until at least `count` messages about a prediction have come through the gate's queues, and gives them. */
export function awaitSent(predictionId: string, count = 1): Promise<Sent[]> {
  return vi.waitUntil(
    async () => {
      const sent = await readSent(predictionId);
      return sent.length >= count && sent;
    },
    { timeout: 10_000 },
  );
}

/** What has come through the queues so far. */
async function readSent(predictionId: string): Promise<Sent[]> {
  const response = await env.RECORDER.fetch(`https://recorder/${predictionId}`);
  return await response.json<Sent[]>();
}
