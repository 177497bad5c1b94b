import type { BackendAdapter, BackendCall, BackendResult, Submission } from "./adapter.ts";
import { parseJson, readText } from "./body.ts";
import { askCogHealth } from "./cog-health.ts";
import { maxDetailCharacters, parseCogPrediction } from "./cog-prediction.ts";

/** A backend that takes a prediction in the background says so at once. */
const submitTimeoutMs = 10_000;
const cancelTimeoutMs = 10_000;
export const maxResultBytes = 16 * 1024 * 1024;

/**
 * Cog's HTTP API. PUT with an id of our own may be repeated while the prediction is in flight: the answer is then its state.
 * There is no GET by id, so a lost callback is found by repeating, or by the end of the lease.
 */
export function cogAdapter(
  fetcher: typeof fetch,
): BackendAdapter & { submit: NonNullable<BackendAdapter["submit"]> } {
  return {
    submit: (call) =>
      put(fetcher, call, {
        signal: AbortSignal.timeout(submitTimeoutMs),
        // Cog compares this header as a whole: one preference more and it waits for the end.
        headers: { prefer: "respond-async" },
        body: cogBody(call, call.callbackUrl),
      }),
    predict: (call) =>
      put(fetcher, call, { signal: call.signal, headers: {}, body: cogBody(call, null) }),
    cancel: (call) => cancel(fetcher, call),
    health: ({ url }) => askCogHealth(fetcher, url),
  };
}

interface PutOptions {
  signal: AbortSignal;
  headers: Record<string, string>;
  body: string;
}

async function put(
  fetcher: typeof fetch,
  call: BackendCall,
  options: PutOptions,
): Promise<Submission> {
  try {
    const response = await fetcher(predictionUrl(call), {
      method: "PUT",
      redirect: "manual",
      ...options,
      headers: { ...options.headers, "content-type": "application/json" },
    });
    const text = await readText(response, maxResultBytes);
    return readSubmission(response, text, options.headers["prefer"] !== undefined);
  } catch (error) {
    return refused("unreachable", null, String(error));
  }
}

/** `text` is null where the answer was too large. */
function readSubmission(response: Response, text: string | null, isAsync: boolean): Submission {
  const { status } = response;
  if (status === 202 && isAsync) return { outcome: "accepted" };
  if (status === 202 || status === 409 || status === 429 || status === 503) {
    return refused("busy", retryAfterMs(response), `status ${status}`);
  }
  if (status === 200 || status === 201) return readEnd(text);
  if (status >= 400 && status < 500) {
    const message = `The backend refused the prediction with status ${status}.`;
    return ended(failure(message, text));
  }
  return refused("unreachable", retryAfterMs(response), `status ${status}`);
}

function readEnd(text: string | null): Submission {
  if (text === null) {
    const message = `The backend's answer is larger than ${maxResultBytes / 2 ** 20} MiB.`;
    return ended(failure(message, null));
  }
  const prediction = parseCogPrediction(parseJson(text));
  if (prediction?.ended === true) return ended(prediction.result);
  return refused("unreachable", null, "the answer is no prediction of Cog's");
}

async function cancel(
  fetcher: typeof fetch,
  call: Omit<BackendCall, "input">,
): ReturnType<BackendAdapter["cancel"]> {
  try {
    const response = await fetcher(`${predictionUrl(call)}/cancel`, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(cancelTimeoutMs),
    });
    await response.body?.cancel();
    if (response.status === 404) return "unknown";
    return response.ok ? "accepted" : "unreachable";
  } catch {
    return "unreachable";
  }
}

function predictionUrl({ backend, predictionId }: Omit<BackendCall, "input">): string {
  return `${backend.url.replace(/\/$/, "")}/predictions/${predictionId}`;
}

/** The input is JSON text already: it is put in its place as it is. */
function cogBody({ predictionId, input }: BackendCall, callbackUrl: string | null): string {
  const callback =
    callbackUrl === null
      ? ""
      : `,"webhook":${JSON.stringify(callbackUrl)},"webhook_events_filter":["completed"]`;
  return `{"id":"${predictionId}","input":${input}${callback}}`;
}

/** `Retry-After` in seconds, at most five minutes; a date is not worth its parsing here. */
function retryAfterMs(response: Response): number | null {
  const text = response.headers.get("retry-after") ?? "";
  return /^\d+$/.test(text) ? Math.min(Number(text), 300) * 1000 : null;
}

function ended(result: BackendResult): Submission {
  return { outcome: "ended", result };
}

function refused(
  reason: "busy" | "unreachable",
  retryAfter: number | null,
  detail: string,
): Submission {
  return { outcome: "refused", reason, retryAfterMs: retryAfter, detail };
}

function failure(message: string, text: string | null): BackendResult {
  const detail = (text ?? "").slice(0, maxDetailCharacters).toWellFormed();
  return {
    state: "failed",
    output: null,
    error: { source: "external", message, detail: detail === "" ? null : detail },
    logs: "",
    predictTimeS: null,
    setupTimeS: null,
  };
}
