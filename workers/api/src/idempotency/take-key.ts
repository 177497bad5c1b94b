import { type IdempotencyRow, takeIdempotencyKey } from "@headgate/database";
import { type Actor, toHex } from "@headgate/registry";

import type { ApiContext } from "../http/api-context.ts";

/** How long an answer is given again. */
const keepMs = 24 * 60 * 60 * 1000;
/** Whoever has said nothing for so long is taken to be gone: a repeat then goes on in its place. */
const lockMs = 60_000;

/** Takes the key for this attempt at the call, or says whose it is. */
export async function takeKey(
  { registry, request, url }: ApiContext,
  call: { actor: Actor; key: string; body: string },
): Promise<{ row: IdempotencyRow; isTaken: boolean; isSameCall: boolean }> {
  const fingerprint = await hash([request.method, url.pathname + url.search, call.body]);
  const now = Date.now();
  const taken = await takeIdempotencyKey(registry.db, {
    tokenId: call.actor.tokenId,
    key: call.key,
    fingerprint,
    seed: toHex(crypto.getRandomValues(new Uint8Array(32))),
    now,
    lockedUntil: now + lockMs,
    expiresAt: now + keepMs,
  });
  return { ...taken, isSameCall: taken.row.fingerprint === fingerprint };
}

async function hash(parts: string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
