import { type IdempotencyRow, updateIdempotencyKey } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { deriveRandom } from "./derive-random.ts";

/** The hold of one attempt on the idempotency key that its call was sent with. */
export interface Claim {
  /** What an earlier attempt settled on. Null: none has. */
  pinned: string | null;
  /**
   * Settles on what the call is about to do, before it does it: later attempts find it in `pinned`. `conflict` where a later attempt has
   * begun: then this one is to do nothing.
   */
  pin: (text: string) => Promise<void>;
}

/** The context in which an attempt happens. Only verbs take their time from it: what an isolate keeps ages by the real clock. */
export async function underClaim(api: ApiContext, row: IdempotencyRow): Promise<ApiContext> {
  const { registry, env } = api;
  const random = await deriveRandom(env.CALLBACK_SECRET, row.seed);
  const claim: Claim = {
    pinned: row.pinned,
    async pin(text) {
      if (!(await updateIdempotencyKey(registry.db, row, { pinned: text }))) throw stillRunning();
    },
  };
  const now = (): number => row.startedAt;
  return { ...api, claim, registry: { ...registry, now, random, isRepeat: row.attempt > 1 } };
}

export function stillRunning(): HeadgateError {
  const message = "an earlier call with this Idempotency-Key is still at work; send it again later";
  return new HeadgateError("conflict", message, { retryAfterMs: 1000 });
}
