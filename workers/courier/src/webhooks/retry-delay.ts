/** Seconds before the attempts after the first: the example schedule of Standard Webhooks 1.0. */
const retryDelaysS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
/** Of what a newer webhook, or the end, tells anyway. */
const progressDelaysS = [2, 5];
const longestS = 86_400;

interface Failure {
  event: string;
  /** How many attempts were made since the delivery was made or replayed. */
  made: number;
  /** Null: nothing answered. */
  status: number | null;
  /** The header of the answer. */
  retryAfter: string | null;
  now: number;
}

/** Seconds until the next attempt, not before the receiver asks for it; null: there is none. */
export function retryDelayS({ event, made, status, retryAfter, now }: Failure): number | null {
  // 410 Gone: the receiver wants no more of it.
  if (status === 410) return null;
  const delayS = (isProgress(event) ? progressDelaysS : retryDelaysS)[made - 1] ?? null;
  const isAsked = status === 429 || status === 503;
  if (delayS === null || !isAsked || retryAfter === null) return delayS;
  return Math.max(delayS, Math.min(secondsOf(retryAfter, now), longestS));
}

/** An event of which a prediction has several, each telling what those before it did. */
export function isProgress(event: string): boolean {
  return event === "output" || event === "logs";
}

/** Seconds or an HTTP date; 0 for what is neither. */
function secondsOf(retryAfter: string, now: number): number {
  const seconds = /^\d{1,9}$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - now) / 1000);
  return Number.isNaN(seconds) ? 0 : Math.max(seconds, 0);
}
