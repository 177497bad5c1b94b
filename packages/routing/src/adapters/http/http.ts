import type { BackendAdapter } from "../adapter.ts";
import { exchange } from "../exchange.ts";
import { healthTimeoutMs } from "../probe.ts";
import { describeHttp } from "./describe.ts";
import { askHttpHealth } from "./http-health.ts";
import { runHttp } from "./run.ts";

/**
 * A server that is called as its settings say: method, path, a template for the body, and pointers into the answer. With a queue in
 * them, the prediction is handed over, and asked for until it has ended. What an answer is goes by its content type: see `readResult`.
 */
export function httpAdapter(fetcher: typeof fetch): BackendAdapter {
  return {
    submit: null,
    predict: (call) => exchange(() => runHttp(fetcher, { ...call, emit: null })),
    stream: (call) => exchange(() => runHttp(fetcher, call)),
    // Only who waits for a prediction knows what the backend calls it, and cancels by leaving.
    cancel: async () => "unknown",
    health: (backend) => askHttpHealth(fetcher, backend, AbortSignal.timeout(healthTimeoutMs)),
    describe: (backend) => describeHttp(fetcher, backend),
  };
}
