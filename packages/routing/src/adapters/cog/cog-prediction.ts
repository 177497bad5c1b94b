import { isObject, type JsonObject, type PredictionError } from "@headgate/shared";

import type { BackendResult } from "../adapter.ts";
import { cutDetail, cutLogs, cutMessage } from "../submission.ts";

export type CogPrediction =
  | { ended: true; result: BackendResult }
  /** Still starting or processing, with what there is of it so far. */
  | { ended: false; output: unknown; logs: string };

/** Reads the prediction object that Cog answers with and posts to its webhook. Null for anything else. */
export function parseCogPrediction(value: unknown): CogPrediction | null {
  if (!isObject(value)) return null;
  const { status } = value;
  const logs = typeof value["logs"] === "string" ? value["logs"] : "";
  const output = value["output"] ?? null;
  if (status === "starting" || status === "processing") return { ended: false, output, logs };
  if (status !== "succeeded" && status !== "failed" && status !== "canceled") return null;
  const error = typeof value["error"] === "string" ? value["error"] : null;
  return {
    ended: true,
    result: {
      state: status,
      output,
      error: status === "succeeded" ? null : { source: "external", ...errorOf(status, error) },
      logs: cutLogs(logs),
      predictTimeS: predictTimeOf(value["metrics"]),
      setupTimeS: setupTimeOf(value),
    },
  };
}

/** The first line is the message; the whole text is the detail where the message does not say it all. */
function errorOf(
  status: "failed" | "canceled",
  text: string | null,
): Pick<PredictionError, "message" | "detail"> {
  const whole = text ?? "";
  const message = cutMessage(whole.split("\n", 1)[0] ?? "");
  const fallback = status === "canceled" ? "The prediction was canceled." : "The model failed.";
  return {
    message: message === "" ? fallback : message,
    detail: whole === message ? null : cutDetail(whole),
  };
}

function predictTimeOf(metrics: unknown): number | null {
  const time = isObject(metrics) ? metrics["predict_time"] : null;
  return typeof time === "number" && Number.isFinite(time) ? time : null;
}

/** Seconds from its arrival to the start of its run, by the backend's clock. */
function setupTimeOf({ created_at: created, started_at: started }: JsonObject): number | null {
  if (typeof created !== "string" || typeof started !== "string") return null;
  const ms = Date.parse(started) - Date.parse(created);
  return ms >= 0 ? ms / 1000 : null;
}
