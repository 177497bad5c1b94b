import { HeadgateError, type WaiterMessage } from "@headgate/shared";

import { log } from "../http/log.ts";
import { Waiter } from "./waiter.ts";

/** A gate that hangs up is being reset. */
const reconnectAfterMs = 250;

/** What the gate says of a prediction first, however often it hangs up meanwhile. Null where `signal` aborts before. */
export async function hearGate(
  env: Env,
  id: string,
  signal: AbortSignal,
): Promise<WaiterMessage | null> {
  for (;;) {
    const waiter = await openUnlessAway(env, id);
    const message = (await waiter?.next(signal)) ?? null;
    waiter?.close();
    if (message !== null || signal.aborted) return message;
    log("gate.away", { predictionId: id });
    await scheduler.wait(reconnectAfterMs);
  }
}

async function openUnlessAway(env: Env, id: string): Promise<Waiter | null> {
  try {
    return await Waiter.open(env, id);
  } catch (error) {
    if (error instanceof HeadgateError && error.code === "unavailable") return null;
    throw error;
  }
}
