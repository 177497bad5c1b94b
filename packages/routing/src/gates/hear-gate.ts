import { HeadgateError, type WaiterMessage } from "@headgate/shared";

import type { Carrier } from "../dispatch/carrier.ts";
import type { GateNamespace } from "../dispatch/open-gate.ts";
import { pause } from "./pause.ts";
import { Waiter } from "./waiter.ts";

/** A gate that hangs up is being reset. */
const reconnectAfterMs = 250;

/** What is to be heard of a prediction, and for how long. */
export interface Hearing {
  predictionId: string;
  signal: AbortSignal;
  /** Messages of other types are passed over. Left out: the first one is taken. */
  types?: readonly WaiterMessage["type"][];
}

/** What the gate says of a prediction first, however often it hangs up meanwhile. Null where `signal` aborts before. */
export async function hearGate(
  gates: GateNamespace,
  hearing: Hearing,
  log: Carrier["log"],
): Promise<WaiterMessage | null> {
  const { predictionId, signal } = hearing;
  for (;;) {
    const waiter = await openUnlessAway(gates, predictionId);
    const message = waiter === null ? null : await nextWanted(waiter, hearing);
    waiter?.close();
    if (message !== null || signal.aborted) return message;
    log("gate.away", { predictionId });
    await pause(reconnectAfterMs, signal);
  }
}

async function nextWanted(
  waiter: Waiter,
  { signal, types }: Hearing,
): Promise<WaiterMessage | null> {
  for (;;) {
    const message = await waiter.next(signal);
    if (message === null || types === undefined || types.includes(message.type)) return message;
  }
}

async function openUnlessAway(gates: GateNamespace, id: string): Promise<Waiter | null> {
  try {
    return await Waiter.open(gates, id);
  } catch (error) {
    if (error instanceof HeadgateError && error.code === "unavailable") return null;
    throw error;
  }
}
