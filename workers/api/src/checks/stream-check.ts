import { watchCheck, type CheckPath } from "@headgate/registry";

import type { ApiContext } from "../http/api-context.ts";
import { describeError } from "../http/describe-error.ts";
import { log } from "../http/log.ts";

const pollMs = 500;
/** While nothing happens: one event a second would be a query a second. */
const slowestPollMs = 3_000;
/** Proxies close what is silent, and a caller who has gone is noticed by writing. */
const commentMs = 15_000;
const maxStreamMs = 15 * 60_000;

/**
 * A check as server-sent events: `progress` whenever it has come further, and `done` at last, each with the whole check as data and its
 * revision as id. A caller who comes back with `Last-Event-ID` gets what is newer; a stream that ends without `done` is to be reopened.
 */
export async function streamCheck(api: ApiContext, path: CheckPath): Promise<Response> {
  const first = await watchCheck(api.registry, path);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  api.background(
    send(api, path, writable).catch((error: unknown) => {
      // The caller has left, or the check was deleted meanwhile.
      log("check.stream", { checkId: first.check.id, error: describeError(error) });
    }),
  );
  return new Response(readable, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}

async function send(
  api: ApiContext,
  path: CheckPath,
  writable: WritableStream<Uint8Array>,
): Promise<void> {
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  try {
    await writer.write(encoder.encode("retry: 1000\n\n"));
    for await (const text of readEvents(api, path)) await writer.write(encoder.encode(text));
  } finally {
    await writer.close().catch(() => undefined);
  }
}

/** Polls: a change may be made by any Worker, and tells nobody. */
async function* readEvents(api: ApiContext, path: CheckPath): AsyncGenerator<string> {
  const { now } = api.registry;
  const until = now() + maxStreamMs;
  let seen = readLastEventId(api.request.headers);
  let waitMs = pollMs;
  let writtenAt = now();
  while (now() < until && !api.request.signal.aborted) {
    const { check, revision } = await watchCheck(api.registry, path);
    const data = JSON.stringify(check);
    if (check.ended_at !== null) {
      yield `id: ${revision}\nevent: done\ndata: ${data}\n\n`;
      return;
    }
    if (revision > seen) {
      yield `id: ${revision}\nevent: progress\ndata: ${data}\n\n`;
      [seen, waitMs, writtenAt] = [revision, pollMs, now()];
    } else if (now() - writtenAt > commentMs) {
      yield ": it goes on\n\n";
      writtenAt = now();
    }
    await scheduler.wait(waitMs);
    waitMs = Math.min(waitMs * 1.2, slowestPollMs);
  }
}

/** 0 for a caller who has seen nothing. */
function readLastEventId(headers: Headers): number {
  const text = headers.get("last-event-id") ?? "";
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : 0;
}
