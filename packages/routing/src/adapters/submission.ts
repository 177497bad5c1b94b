import type { BackendResult, Submission } from "./adapter.ts";

/** An answer larger than this fails its prediction. */
export const maxResultBytes = 16 * 1024 * 1024;
/** Events wrap each token in some 300 bytes. */
export const maxStreamBytes = 64 * 1024 * 1024;

/**
 * Together they keep a record well under what a row of D1 takes: 2 MB. What a cut leaves of a surrogate pair is replaced: UTF-8 cannot
 * hold a half.
 */
const maxLogCharacters = 64 * 1024;
const maxMessageCharacters = 2_000;
const maxDetailCharacters = 8_000;

export type Refusal = Extract<Submission, { outcome: "refused" }>;

export function ended(result: BackendResult): Submission {
  return { outcome: "ended", result };
}

export function succeeded(
  output: unknown,
  { logs = "", predictTimeS = null }: { logs?: string; predictTimeS?: number | null } = {},
): Submission {
  return ended({
    state: "succeeded",
    output: output ?? null,
    error: null,
    logs: cutLogs(logs),
    predictTimeS,
    setupTimeS: null,
  });
}

/** It ended with what the backend said of it; `text` may say more than the message. */
export function failed(message: string, text: string | null = null): Submission {
  return ended({
    state: "failed",
    output: null,
    error: { source: "external", message: cutMessage(message), detail: cutDetail(text ?? "") },
    logs: "",
    predictTimeS: null,
    setupTimeS: null,
  });
}

export function tooLarge(maxBytes: number): Submission {
  return failed(`The backend's answer is larger than ${maxBytes / 2 ** 20} MiB.`);
}

export function refused(
  reason: Refusal["reason"],
  detail: string,
  retryAfterMs: number | null = null,
): Refusal {
  return { outcome: "refused", reason, retryAfterMs, detail: cutMessage(detail) };
}

/** The latest of it. */
export function cutLogs(text: string): string {
  return text.slice(-maxLogCharacters).toWellFormed();
}

export function cutMessage(text: string): string {
  return text.slice(0, maxMessageCharacters).toWellFormed();
}

/** Null where there is nothing to say. */
export function cutDetail(text: string): string | null {
  return text === "" ? null : text.slice(0, maxDetailCharacters).toWellFormed();
}
