import { cancelLease, dispatchLeases, type Carrier } from "@headgate/routing";
import type { LeaseMessage } from "@headgate/shared";

import { createCarrier, sendEvents } from "./create-carrier.ts";
import { log } from "./log.ts";

const retryDelayS = 5;

/** Leases that came free with no Worker at hand, and backends that must stop working on a prediction that is over. */
export async function carryLeases(batch: MessageBatch<LeaseMessage>, env: Env): Promise<void> {
  const announced = new Set<string>();
  const carrier = createCarrier(env, announced);
  await Promise.all(batch.messages.map((message) => carry(carrier, message)));
  await sendEvents(env, announced);
}

async function carry(carrier: Carrier, message: Message<LeaseMessage>): Promise<void> {
  const { task, lease } = message.body;
  try {
    const leases = task === "dispatch" ? [lease] : await cancelLease(carrier, lease);
    await dispatchLeases(carrier, leases);
    message.ack();
  } catch (error) {
    log("lease.failed", { task, predictionId: lease.predictionId, error: String(error) });
    message.retry({ delaySeconds: retryDelayS });
  }
}
