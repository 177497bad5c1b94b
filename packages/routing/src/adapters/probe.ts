import type { BackendHealth } from "./adapter.ts";
import { parseJson, readText } from "./body.ts";

/** The logs of a set-up may be in it. */
const maxBytes = 4 * 1024 * 1024;

/** What a backend answers to a plain question: `json` is undefined where the body, which has been read, is none. */
export interface ProbeAnswer {
  status: number;
  response: Response;
  json: unknown;
}

/** Asks with GET, unless `init` says otherwise; text says why there is no answer. Never rejects. */
export async function probe(
  fetcher: typeof fetch,
  url: string,
  init: { signal: AbortSignal; method?: string },
): Promise<ProbeAnswer | string> {
  try {
    const response = await fetcher(url, { redirect: "manual", ...init });
    const text = await readText(response, maxBytes);
    return { status: response.status, response, json: parseJson(text ?? "") };
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    return isLate ? "it did not answer in time" : "it could not be reached";
  }
}

export const healthTimeoutMs = 10_000;
export const describeTimeoutMs = 5_000;

export function ready(detail: string): BackendHealth {
  return { state: "ready", detail, log: [] };
}

export function starting(detail: string): BackendHealth {
  return { state: "starting", detail, log: [] };
}

export function unreachable(detail: string): BackendHealth {
  return { state: "unreachable", detail, log: [] };
}

export function unexpected({ status }: ProbeAnswer): BackendHealth {
  return unreachable(`it answered with status ${status}`);
}
