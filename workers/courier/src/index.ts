import type {
  CheckMessage,
  EventMessage,
  ExecMessage,
  LeaseMessage,
  ProgressMessage,
  WebhookMessage,
} from "@headgate/shared";

import { carryLeases } from "./carry-leases.ts";
import { carryChecks } from "./checks/carry-checks.ts";
import { resendChecks } from "./checks/resend-checks.ts";
import { executeLeases } from "./executions/execute-leases.ts";
import { purgeFiles } from "./purge-files.ts";
import { purgeIdempotencyKeys } from "./purge-idempotency-keys.ts";
import { recordEvents } from "./record-events.ts";
import { removeOldData } from "./remove-old-data.ts";
import { settleVersions } from "./settle-versions.ts";
import { sweepPayloads } from "./sweep-payloads.ts";
import { deliverWebhooks } from "./webhooks/deliver-webhooks.ts";
import { purgeDeliveries } from "./webhooks/purge-deliveries.ts";
import { resendWebhooks } from "./webhooks/resend-webhooks.ts";
import { tellProgress } from "./webhooks/tell-progress.ts";

export { Execution } from "./executions/execution.ts";

export default {
  async queue(batch, env, ctx): Promise<void> {
    switch (batch.queue) {
      case "headgate-events":
        return recordEvents(of<EventMessage>(batch), env);
      case "headgate-exec":
        return executeLeases(of<ExecMessage>(batch), env, ctx);
      case "headgate-leases":
        return carryLeases(of<LeaseMessage>(batch), env);
      case "headgate-webhooks":
        return deliverWebhooks(of<WebhookMessage>(batch), env, ctx);
      case "headgate-progress":
        return tellProgress(of<ProgressMessage>(batch), env, ctx);
      case "headgate-checks":
        return carryChecks(of<CheckMessage>(batch), env);
      default:
        throw new Error(`no consumer for the queue ${batch.queue}`);
    }
  },
  async scheduled(_, env): Promise<void> {
    const outcomes = await Promise.allSettled([
      resendWebhooks(env),
      resendChecks(env),
      settleVersions(env),
      purgeFiles(env),
      purgeIdempotencyKeys(env),
      removeOldData(env),
      sweepPayloads(env),
      purgeDeliveries(env),
    ]);
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  },
} satisfies ExportedHandler<Env>;

/** Only our own Workers send to these queues, each one kind of message. */
function of<Body>(batch: MessageBatch): MessageBatch<Body> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what senders put in satisfies the queue's message type
  return batch as MessageBatch<Body>;
}
