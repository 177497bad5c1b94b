import type { Submission } from "./adapter.ts";
import { failed, refused } from "./submission.ts";

/**
 * What an answer's status says of a prediction, in the terms of HTTP: nothing that a prediction could have been started by (429, 503), Headgate's own
 * credentials (401, 403), the backend's fault (5xx, redirects), or the prediction's (4xx), for which `message` is what the body says.
 * Null for success.
 */
export function readRefusal(
  response: Response,
  { text, message }: { text: string | null; message: string | null },
): Submission | null {
  const { status } = response;
  if (response.ok) return null;
  const detail = message === null ? `status ${status}` : `status ${status}: ${message}`;
  if (status === 429 || status === 503) return refused("busy", detail, retryAfterMs(response));
  if (neverStarted.has(status)) return refused("unreachable", detail);
  if (status < 400 || status >= 500) return refused("broken", detail, retryAfterMs(response));
  const fallback = `The backend refused the prediction with status ${status}.`;
  return failed(message ?? fallback, text);
}

/** The 52x are Cloudflare's where it could not connect to the origin: refused, timed out, no route, TLS, no address. */
const neverStarted = new Set([401, 403, 407, 521, 522, 523, 525, 526, 530]);

/** `Retry-After` in seconds, at most five minutes; a date is not worth its parsing here. */
export function retryAfterMs(response: Response): number | null {
  const text = response.headers.get("retry-after") ?? "";
  return /^\d+$/.test(text) ? Math.min(Number(text), 300) * 1000 : null;
}
