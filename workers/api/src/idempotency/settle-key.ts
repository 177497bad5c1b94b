import {
  deleteIdempotencyKey,
  type IdempotencyRow,
  updateIdempotencyKey,
} from "@headgate/database";
import { errorStatus, HeadgateError } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { describeError } from "../http/describe-error.ts";

/** A row of D1 takes 2 MB; what is larger than this is made anew. */
const maxKeptCharacters = 256 * 1024;

/**
 * Keeps a success under its key and gives it back. Its body is not kept where it is large, secret or a stream: then the call is made again, which
 * finds what it made. Where keeping fails the answer is still right, and a repeat finds what was made once the lock has run out.
 */
export async function keepAnswer(
  api: ApiContext,
  row: IdempotencyRow,
  response: Response,
): Promise<Response> {
  const { status } = response;
  const headers = Object.fromEntries(response.headers);
  const isStream = headers["content-type"] === "text/event-stream";
  const text = isStream ? null : await response.text();
  const isSecret = headers["cache-control"]?.includes("no-store") === true;
  const isKept = !isSecret && text !== null && text.length <= maxKeptCharacters;
  const answer = { status, headers, body: isKept ? text : null };
  await attempt(api, updateIdempotencyKey(api.registry.db, row, answer));
  return isStream ? response : new Response(text, response);
}

/**
 * After a failure. A first attempt that was refused has done nothing: its key is free for another body. After a fault, or an attempt
 * that was cut off, nobody can tell: the key stays with the call, which may be repeated at once.
 */
export async function releaseKey(
  api: ApiContext,
  row: IdempotencyRow,
  error: unknown,
): Promise<void> {
  const { db } = api.registry;
  const isRefusal = error instanceof HeadgateError && errorStatus[error.code] < 500;
  if (isRefusal && row.attempt === 1) await attempt(api, deleteIdempotencyKey(db, row));
  else await attempt(api, updateIdempotencyKey(db, row, { lockedUntil: 0 }));
}

async function attempt({ carrier, requestId }: ApiContext, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    carrier.log("idempotency.failed", { requestId, error: describeError(error) });
  }
}
