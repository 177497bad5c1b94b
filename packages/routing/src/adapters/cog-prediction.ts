import type { BackendResult } from "./adapter.ts";

export type CogPrediction =
  | { ended: true; result: BackendResult }
  /** Still starting or processing. */
  | { ended: false };

const maxLogCharacters = 64 * 1024;

/** Reads the prediction object that Cog answers with and posts to its webhook. Null for anything else. */
export function parseCogPrediction(value: unknown): CogPrediction | null {
  if (!isRecord(value)) return null;
  const { status } = value;
  if (status === "starting" || status === "processing") return { ended: false };
  if (status !== "succeeded" && status !== "failed" && status !== "canceled") return null;
  const error = typeof value["error"] === "string" ? value["error"] : null;
  const logs = typeof value["logs"] === "string" ? value["logs"] : "";
  return {
    ended: true,
    result: {
      state: status,
      output: value["output"] ?? null,
      error: status === "succeeded" ? null : { source: "external", ...errorOf(status, error) },
      logs: logs.slice(-maxLogCharacters),
      predictTimeS: predictTimeOf(value["metrics"]),
    },
  };
}

function errorOf(status: "failed" | "canceled", text: string | null) {
  const message = text?.split("\n", 1)[0] ?? "";
  const fallback = status === "canceled" ? "The prediction was canceled." : "The model failed.";
  return {
    message: message === "" ? fallback : message,
    detail: text !== null && text !== message ? text : null,
  };
}

function predictTimeOf(metrics: unknown): number | null {
  const time = isRecord(metrics) ? metrics["predict_time"] : null;
  return typeof time === "number" && Number.isFinite(time) ? time : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
