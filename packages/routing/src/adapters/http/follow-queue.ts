import type { HttpMapping } from "@headgate/shared/backends";

import { backoffMs } from "../../backoff.ts";
import { pause } from "../../gates/pause.ts";
import type { Submission } from "../adapter.ts";
import { parseJson, readText } from "../body.ts";
import { failed, maxResultBytes, refused } from "../submission.ts";
import { errorText } from "./error-text.ts";
import { mappedUrl } from "./mapped-url.ts";
import { readAnswer, readResult } from "./read-result.ts";
import type { HttpCall } from "./run.ts";
import { valueAt } from "./value-at.ts";

type Queue = NonNullable<HttpMapping["queue"]>;

interface Followed {
  call: HttpCall;
  mapping: HttpMapping;
  queue: Queue;
}

const pollBackoff = { baseMs: 250, maxMs: 5_000 };
const pollTimeoutMs = 30_000;
const maxLostPolls = 10;
const cancelTimeoutMs = 10_000;

/**
 * Asks a remote queue for what it has taken until it has ended. Whoever stops waiting cancels it there: nobody would come back for it.
 * May throw what breaks the first answer off.
 */
export async function followQueue(
  fetcher: typeof fetch,
  response: Response,
  followed: Followed,
): Promise<Submission> {
  const { mapping, queue, call } = followed;
  if (!response.ok) return readResult(response, mapping, null);
  const answer = await readJson(response);
  const end = readEnd(answer, followed);
  if (end !== null) return end;
  const id = valueAt(answer, queue.id);
  if (typeof id !== "string" && typeof id !== "number") {
    return refused("broken", `the answer has no id at ${queue.id}`);
  }
  const values = {
    model: mapping.model,
    prediction_id: call.predictionId,
    remote_id: String(id),
  };
  const url = mappedUrl(call.backend.url, queue.status_path, values);
  if (url === null) return refused("broken", `the id ${String(id)} leads out of the backend's URL`);
  const submission = await poll(fetcher, url, followed);
  if (submission !== null) return submission;
  await cancel(fetcher, followed, values);
  return refused(
    "broken",
    call.signal.aborted ? "nobody waits for it" : "its state cannot be read",
  );
}

/** Null where nobody waits any more, or its state could not be read for long. */
async function poll(
  fetcher: typeof fetch,
  url: string,
  followed: Followed,
): Promise<Submission | null> {
  const { signal } = followed.call;
  let lost = 0;
  for (let attempt = 1; !signal.aborted && lost < maxLostPolls; attempt += 1) {
    await pause(backoffMs(attempt, pollBackoff), signal);
    if (signal.aborted) break;
    const answer = await ask(fetcher, url, signal);
    lost = answer === undefined ? lost + 1 : 0;
    const end = readEnd(answer, followed);
    if (end !== null) return end;
  }
  return null;
}

/** Undefined where there was no good answer in JSON. */
async function ask(fetcher: typeof fetch, url: string, signal: AbortSignal): Promise<unknown> {
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(pollTimeoutMs)]);
    const response = await fetcher(url, { redirect: "manual", signal: limited });
    if (response.ok) return await readJson(response);
    await response.body?.cancel();
    return undefined;
  } catch {
    return undefined;
  }
}

/** The end that an answer tells; null while there is none. */
function readEnd(answer: unknown, { mapping, queue }: Followed): Submission | null {
  const state = valueAt(answer, queue.state);
  if (typeof state !== "string") return null;
  if (queue.succeeded.includes(state)) return readAnswer(answer, mapping);
  const isCanceled = queue.canceled?.includes(state) === true;
  if (!isCanceled && !queue.failed.includes(state)) return null;
  const message = errorText(valueAt(answer, mapping.error)) ?? `The backend says ${state}.`;
  const submission = failed(message, JSON.stringify(answer));
  if (!isCanceled || submission.outcome !== "ended") return submission;
  return { ...submission, result: { ...submission.result, state: "canceled" } };
}

async function cancel(
  fetcher: typeof fetch,
  { call, queue }: Followed,
  values: Parameters<typeof mappedUrl>[2],
): Promise<void> {
  if (queue.cancel === undefined) return;
  const url = mappedUrl(call.backend.url, queue.cancel.path, values);
  if (url === null) return;
  const signal = AbortSignal.timeout(cancelTimeoutMs);
  try {
    const response = await fetcher(url, {
      method: queue.cancel.method,
      redirect: "manual",
      signal,
    });
    await response.body?.cancel();
  } catch {
    // It goes on there to its end, and nobody hears of it.
  }
}

async function readJson(response: Response): Promise<unknown> {
  return parseJson((await readText(response, maxResultBytes)) ?? "");
}
