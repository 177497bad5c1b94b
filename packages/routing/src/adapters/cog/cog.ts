import type { BackendAdapter } from "../adapter.ts";
import { cancelCog } from "./cancel.ts";
import { askCogHealth } from "./cog-health.ts";
import { describeCog } from "./describe.ts";
import { putCog } from "./put.ts";
import { streamCog } from "./stream.ts";

/** A backend that takes a prediction in the background says so at once. */
const submitTimeoutMs = 10_000;

/**
 * Cog's HTTP API. PUT with an id of our own may be repeated while the prediction is in flight: the answer is then its state.
 * There is no GET by id, so a lost callback is found by repeating, or by the end of the lease.
 */
export function cogAdapter(
  fetcher: typeof fetch,
): BackendAdapter & { submit: NonNullable<BackendAdapter["submit"]> } {
  return {
    submit: (call) =>
      putCog(fetcher, call, {
        signal: AbortSignal.timeout(submitTimeoutMs),
        callback: { url: call.callbackUrl, events: call.events ?? [] },
      }),
    predict: (call) => putCog(fetcher, call, { signal: call.signal, callback: null }),
    stream: (call) => streamCog(fetcher, call),
    cancel: (call) => cancelCog(fetcher, call),
    health: ({ url }) => askCogHealth(fetcher, url),
    describe: ({ url }) => describeCog(fetcher, url),
  };
}
