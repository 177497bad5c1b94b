import { openGate, type GateStub } from "@headgate/routing";
import { HeadgateError, isTerminal, type PredictionRecord } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { Waiter } from "./waiter.ts";

/** The prediction once it has ended, or as it is after `waitMs`. The caller's going away ends the wait, not the prediction. */
export async function awaitEnd(
  api: ApiContext,
  id: string,
  waitMs: number,
): Promise<PredictionRecord> {
  const gate = openGate(api.env.GATE, id);
  if (waitMs === 0) return readRecord(gate, id);
  const signal = AbortSignal.any([AbortSignal.timeout(waitMs), api.request.signal]);
  const waiter = await Waiter.open(gate, id);
  try {
    const message = await waiter.next(signal);
    return message?.type === "ended" ? message.record : await readRecord(gate, id);
  } finally {
    waiter.close();
  }
}

/** A prediction that this Worker has just admitted. */
export async function readRecord(gate: GateStub, id: string): Promise<PredictionRecord> {
  const [record] = await gate.read([id]);
  if (record === undefined)
    throw new HeadgateError("unavailable", `the prediction ${id} cannot be read`);
  return record;
}

export function hasEnded({ state }: PredictionRecord): boolean {
  return isTerminal(state);
}
