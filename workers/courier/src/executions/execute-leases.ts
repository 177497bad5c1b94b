import type { ExecMessage, Lease } from "@headgate/shared";

import { errorText } from "../error-text.ts";
import { log } from "../log.ts";
import { executeLease } from "./execute-lease.ts";

/** A queue's consumer lives 15 minutes; the rest is for what comes before and after. */
const maxConsumerMs = 13 * 60_000;
const retryDelayS = 5;

/**
 * Stays with the backends of a few leases to the end. A lease that may last longer than a consumer lives goes to a Workflow of its own.
 * Decision 0013 says why.
 */
export async function executeLeases(
  batch: MessageBatch<ExecMessage>,
  env: Env,
  ctx: ExecutionContext,
): Promise<void> {
  // Where the consumer lets go of its batch, nothing limits how long it works on.
  const letsGo = env.EXEC_LETS_GO === "true";
  const maxMs = letsGo ? Infinity : maxConsumerMs;
  const running = Promise.all(batch.messages.map((message) => execute(message, env, maxMs)));
  if (letsGo) ctx.waitUntil(running);
  else await running;
}

async function execute(message: Message<ExecMessage>, env: Env, maxMs: number): Promise<void> {
  const { lease } = message.body;
  const leftMs = lease.expiresAt - Date.now();
  if (leftMs > maxMs) return begin(message, env);
  message.ack();
  // Its gate has taken the slot back: the backend may be running another prediction in it.
  if (leftMs > 0) await executeLease(env, lease);
}

/** The instance's name makes sure that there is one. */
async function begin(message: Message<ExecMessage>, env: Env): Promise<void> {
  const { lease } = message.body;
  try {
    await env.EXECUTIONS.create({ id: executionId(lease), params: message.body });
    message.ack();
  } catch (error) {
    if (isKnown(error)) return message.ack();
    const { predictionId } = lease;
    log("lease.failed", { task: "begin", predictionId, error: errorText(error) });
    message.retry({ delaySeconds: retryDelayS });
  }
}

function executionId({ predictionId, epoch }: Lease): string {
  return `${predictionId}-${epoch}`;
}

/** The platform's error carries no code, only this word. */
function isKnown(error: unknown): boolean {
  return String(error).includes("already_exists");
}
