import type { PredictionError } from "@headgate/shared";

import type { BackendResult } from "./adapter.ts";

export type CogPrediction =
  | { ended: true; result: BackendResult }
  /** Still starting or processing. */
  | { ended: false };

/**
 * Together they keep a record well under what a row of D1 takes: 2 MB. What a cut leaves of a surrogate pair is replaced: UTF-8 cannot
 * hold a half.
 */
const maxLogCharacters = 64 * 1024;
const maxMessageCharacters = 2_000;
export const maxDetailCharacters = 8_000;

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
      logs: logs.slice(-maxLogCharacters).toWellFormed(),
      predictTimeS: predictTimeOf(value["metrics"]),
      setupTimeS: null,
    },
  };
}

/** The first line is the message; the whole text is the detail where the message does not say it all. */
function errorOf(
  status: "failed" | "canceled",
  text: string | null,
): Pick<PredictionError, "message" | "detail"> {
  const whole = text ?? "";
  const message = (whole.split("\n", 1)[0] ?? "").slice(0, maxMessageCharacters);
  const fallback = status === "canceled" ? "The prediction was canceled." : "The model failed.";
  return {
    message: message === "" ? fallback : message.toWellFormed(),
    detail: whole === message ? null : whole.slice(0, maxDetailCharacters).toWellFormed(),
  };
}

function predictTimeOf(metrics: unknown): number | null {
  const time = isRecord(metrics) ? metrics["predict_time"] : null;
  return typeof time === "number" && Number.isFinite(time) ? time : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
