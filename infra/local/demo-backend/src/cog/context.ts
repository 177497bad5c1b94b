import type { ComponentSchemas, Predictor } from "./predictor.ts";
import type { SetupRecord } from "./setup.ts";
import type { Slots } from "./slots.ts";
import type { WebhookPolicy } from "./webhook.ts";

/** The release of Cog whose HTTP API this server follows. */
export const cogVersion = "0.22.0";

/** All that the routes of one server work on. */
export interface CogContext {
  predictor: Predictor;
  slots: Slots;
  setup: SetupRecord;
  version: string | undefined;
  maxBodyBytes: number;
  webhooks: WebhookPolicy;
  webhookAuthToken: string | undefined;
  /** Epoch milliseconds. */
  clock: () => number;
  /** Aborts when the server closes: no webhook is sent after that. */
  closing: AbortSignal;
  close: () => Promise<void>;
}

/** Null until `setup` has succeeded. */
export function readySchemas(context: CogContext): ComponentSchemas | null {
  return context.setup.status === "succeeded" ? context.predictor.schemas : null;
}
