import type { PredictionInput } from "./predictor.ts";

export type CogStatus = "starting" | "processing" | "succeeded" | "failed" | "canceled";

/** A prediction as Cog puts it on the wire: what is not known yet is left out. */
export interface CogPrediction {
  id: string;
  /** What the server was told that it serves. */
  version?: string;
  input: PredictionInput;
  output?: unknown;
  error?: string;
  status: CogStatus;
  logs: string;
  created_at: string;
  started_at?: string;
  completed_at?: string;
  metrics?: {
    /** Seconds from start to end. */
    predict_time: number;
  };
}

/** A prediction that holds a slot: its present state, and the way to stop it. */
export interface LivePrediction {
  state: CogPrediction;
  abort: AbortController;
}

/** Epoch milliseconds as Cog writes times: `2026-01-31T12:00:00.000000+00:00`. */
export function cogTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replace("Z", "000+00:00");
}
