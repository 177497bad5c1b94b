import type { BackendEvent, Lease } from "@headgate/shared";

import type { Carrier } from "../dispatch/carrier.ts";
import { pause } from "../gates/pause.ts";
import { announceProgress, wantsProgress } from "../webhooks/announce-progress.ts";
import { ProgressWriter } from "../webhooks/progress-writer.ts";
import { StreamWriter } from "./stream-writer.ts";

/** Where it goes what a backend tells on the way. */
export interface Telling {
  /** Resolves when the next event may come. Never rejects. */
  emit: (event: BackendEvent) => Promise<void>;
  /** Resolves once everything is stored, or given up. To be awaited before the prediction is completed. Never rejects. */
  close: () => Promise<void>;
}

/** Passes what the backend of a lease tells on to the prediction's stream and to its webhook. Null: nobody wants to know. */
export function openTelling(carrier: Carrier, lease: Lease): Telling | null {
  const { predictionId, epoch, ticket } = lease;
  const { streams, webhook } = ticket;
  if (!streams && !wantsProgress(webhook)) return null;
  const subject = { predictionId, epoch, webhook };
  const progress = new ProgressWriter({
    subject,
    announce: (told) => announceProgress(carrier, subject, told),
    pause,
  });
  const stream = streams
    ? new StreamWriter({
        stream: carrier.streamOf(predictionId),
        epoch,
        pause,
        onLoss: (error) => carrier.log("stream.lost", { predictionId, error: String(error) }),
      })
    : null;
  return {
    async emit(event) {
      progress.write(event);
      await stream?.write(event);
    },
    async close() {
      progress.close();
      await stream?.close();
    },
  };
}
