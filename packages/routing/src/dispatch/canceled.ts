import type { BackendResult } from "../adapters/adapter.ts";

/** How a prediction ends that was stopped before its backend said how. */
export const canceled = endOf("internal", "The prediction was canceled.");

/** The connection that owned it was closed. */
export const callerLeft = endOf("external", "The caller left before the prediction ended.");

function endOf(source: "internal" | "external", message: string): BackendResult {
  return {
    state: "canceled",
    output: null,
    error: { source, message, detail: null },
    logs: "",
    predictTimeS: null,
    setupTimeS: null,
  };
}
