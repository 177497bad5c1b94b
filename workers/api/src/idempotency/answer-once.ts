import type { IdempotencyRow } from "@headgate/database";

import type { ApiContext } from "../http/api-context.ts";
import type { Operation } from "../http/operation.ts";
import type { RouteRequest } from "../http/route-request.ts";
import { stillRunning, underClaim } from "./claim.ts";
import { otherCall, readIdempotencyKey } from "./read-key.ts";
import { keepAnswer, releaseKey } from "./settle-key.ts";
import { takeKey } from "./take-key.ts";

type Answers = Pick<Operation, "handle" | "repeat">;

/**
 * Answers a POST. With an `Idempotency-Key` it takes effect once however often it is sent: at every attempt it happens at the time of the
 * first and draws the same ids, so that it meets what an attempt that was cut off has made. Its success is given again for 24 hours. The
 * key belongs to the token. `invalid_input` for one that came with another call, `conflict` while an attempt is at work.
 */
export async function answerOnce(
  answers: Answers,
  request: RouteRequest,
  api: ApiContext,
): Promise<Response> {
  const key = readIdempotencyKey(api.request.headers);
  const { actor } = api.registry;
  if (key === null || actor === null) return answers.handle(request, api);
  const body = await api.body();
  // It is too large, which the handler tells.
  if (body === null) return answers.handle(request, api);
  const { row, isTaken, isSameCall } = await takeKey(api, { actor, key, body });
  if (!isSameCall) throw otherCall();
  if (isTaken) return attempt(answers, request, { api, row });
  const response = await replay(answers, request, { api, row });
  response.headers.set("idempotency-replayed", "true");
  return response;
}

interface Keyed {
  api: ApiContext;
  row: IdempotencyRow;
}

async function attempt(
  answers: Answers,
  request: RouteRequest,
  { api, row }: Keyed,
): Promise<Response> {
  try {
    return await keepAnswer(api, row, await answerUnderClaim(answers, request, { api, row }));
  } catch (error) {
    await releaseKey(api, row, error);
    throw error;
  }
}

async function replay(
  answers: Answers,
  request: RouteRequest,
  { api, row }: Keyed,
): Promise<Response> {
  const { status, headers, body } = row;
  if (status === null) {
    const response = await findPinned(answers, { api, row });
    if (response === null) throw stillRunning();
    return response;
  }
  if (body !== null) return new Response(body, { status, headers: headers ?? {} });
  return answerUnderClaim(answers, request, { api, row });
}

async function answerUnderClaim(
  answers: Answers,
  request: RouteRequest,
  { api, row }: Keyed,
): Promise<Response> {
  const found = await findPinned(answers, { api, row });
  return found ?? answers.handle(request, await underClaim(api, row));
}

/** What an earlier attempt has begun. Null: nothing, as far as is known. */
async function findPinned(
  { repeat }: Answers,
  { api, row: { pinned } }: Keyed,
): Promise<Response | null> {
  return pinned === null || repeat === undefined ? null : repeat(api, pinned);
}
