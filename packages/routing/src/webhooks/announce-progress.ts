import type { ProgressEvent, ProgressMessage, Webhook } from "@headgate/shared";

import type { PayloadStore } from "../payloads/payload-store.ts";

/** The prediction that something is told of, under the lease whose backend is heard. */
export interface ProgressSubject {
  predictionId: string;
  epoch: number;
  webhook: Pick<Webhook, "events"> | null;
}

/** What a backend has told of a prediction so far. */
export interface Progress {
  /** What is newer than before. */
  event: ProgressEvent;
  output: unknown;
  logs: string;
}

export interface ProgressCarrier {
  payloads: PayloadStore;
  sendProgress(message: ProgressMessage): Promise<void>;
  log(event: string, fields: Record<string, unknown>): void;
}

/**
 * Puts on its way to the prediction's webhook what there is of output and logs so far, if it wants to be told of that: nothing else happens
 * where it does not. However often it is called, the receiver gets the latest once in 500 ms. A failure is logged and no more: whatever
 * comes next tells this too.
 */
export async function announceProgress(
  carrier: ProgressCarrier,
  { predictionId, epoch, webhook }: ProgressSubject,
  { event, output, logs }: Progress,
): Promise<void> {
  if (!wantsProgress(webhook, event)) return;
  try {
    const text = JSON.stringify({ output: output ?? null, logs });
    const content = await carrier.payloads.write(progressKey(predictionId, epoch), text);
    await carrier.sendProgress({ predictionId, epoch, event, content });
  } catch (error) {
    carrier.log("progress.lost", { predictionId, error: String(error) });
  }
}

/** Whether the webhook is told of that; of anything on the way, where no event is named. */
export function wantsProgress(
  webhook: Pick<Webhook, "events"> | null,
  event?: ProgressEvent,
): boolean {
  const events = webhook?.events ?? [];
  if (event !== undefined) return events.includes(event);
  return events.includes("output") || events.includes("logs");
}

/** Where the latest is kept that is too large for a message. */
export function progressKey(predictionId: string, epoch: number): string {
  return `predictions/${predictionId}/progress-${epoch}`;
}
