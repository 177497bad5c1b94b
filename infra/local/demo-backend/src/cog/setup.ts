import { cogTime } from "./prediction.ts";
import type { Predictor } from "./predictor.ts";

/** How the predictor's `setup` went, as the health check shows it. */
export interface SetupRecord {
  started_at: string;
  completed_at?: string;
  status: "starting" | "succeeded" | "failed";
  logs: string;
}

export function beginSetup(clock: () => number): SetupRecord {
  return { started_at: cogTime(clock()), status: "starting", logs: "" };
}

/** Carries `setup` out and keeps `record` true meanwhile. Rejects with what `setup` rejected with. */
export async function carryOutSetup(
  predictor: Predictor,
  record: SetupRecord,
  clock: () => number,
): Promise<void> {
  const log = (line: string): void => {
    record.logs += `${line}\n`;
  };
  try {
    await predictor.setup?.({ log });
    record.status = "succeeded";
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    record.status = "failed";
    throw error;
  } finally {
    record.completed_at = cogTime(clock());
  }
}
