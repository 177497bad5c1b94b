/** How long a caller may wait for a detached prediction. */
export const maxWaitMs = 60_000;

export type WaitPreference =
  /** The answer comes at once, or when the prediction ends within so long. */
  | { mode: "detached"; waitMs: number }
  /** The caller's connection owns the prediction. */
  | { mode: "direct" };

/**
 * Reads `Prefer` (RFC 7240): `wait=N` waits up to N seconds (60 at most), `wait` alone ties the prediction to the connection. Other
 * preferences, and a `wait` that is no number, are ignored, as WriftAI does.
 */
export function readWaitPreference(headers: Headers): WaitPreference {
  for (const preference of (headers.get("prefer") ?? "").split(",")) {
    const [name, value] = preference.split(";", 1)[0]?.split("=") ?? [];
    if (name?.trim().toLowerCase() !== "wait") continue;
    if (value === undefined) return { mode: "direct" };
    const seconds = /^"?([0-9]+(?:\.[0-9]+)?)"?$/.exec(value.trim())?.[1];
    if (seconds === undefined) continue;
    return { mode: "detached", waitMs: Math.min(Number(seconds) * 1000, maxWaitMs) };
  }
  return { mode: "detached", waitMs: 0 };
}

/** Input is checked unless the header says otherwise. WriftAI's own default is not to. */
export function readValidateInput(headers: Headers): boolean {
  return headers.get("validate-input")?.trim().toLowerCase() !== "false";
}

/** Whether the caller asks for server-sent events: it is told of the prediction as it comes, and owns it. */
export function wantsEvents(headers: Headers): boolean {
  const types = (headers.get("accept") ?? "").split(",").map((type) => type.split(";", 1)[0]);
  return types.some((type) => type?.trim().toLowerCase() === "text/event-stream");
}
