import type { PredictionError } from "../gate/contract.ts";
import type { PredictionState, PredictionStatus } from "../prediction/state.ts";

export interface Prediction {
  url: string;
  id: string;
  created_at: string;
  updated_at: string;
  /** WriftAI's word, on which its clients stop polling. */
  status: PredictionStatus;
  /** The exact state. */
  state: PredictionState;
  /** Seconds from creation to the start on a backend, as decimal text. */
  setup_time: string | null;
  /** Seconds from the start to the end, as decimal text. */
  execution_time: string | null;
  model: { owner: string; name: string; version_number: number };
}

export interface PredictionWithIO extends Prediction {
  input: unknown;
  output: unknown;
  error: PredictionError | null;
  logs: string[];
}
