import type { WebhookEvent } from "@headgate/shared";

import type { BackendCall } from "../adapter.ts";

/** Where Cog is to call back, and on what beside the end. */
export interface CogCallback {
  url: string;
  events: readonly WebhookEvent[];
}

/** The input is JSON text already: it is put in its place as it is. */
export function cogBody(
  { predictionId, input }: Pick<BackendCall, "predictionId" | "input">,
  callback: CogCallback | null,
): string {
  const head = `{"id":"${predictionId}","input":${input}`;
  if (callback === null) return `${head}}`;
  const events = JSON.stringify([...new Set([...callback.events, "completed"])]);
  return `${head},"webhook":${JSON.stringify(callback.url)},"webhook_events_filter":${events}}`;
}
