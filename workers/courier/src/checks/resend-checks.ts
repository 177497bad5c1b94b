import { claimOverdue, openDatabase } from "@headgate/database";
import type { CheckMessage } from "@headgate/shared";

import { log } from "../log.ts";

/** Longer than the way through the queue takes: whoever is that late has lost its message, or its Worker. */
const overdueMs = 5_000;
/** As many messages as a queue takes at once. */
const batchSize = 100;
const maxBatches = 10;

/** Puts checks that nobody carries on the queue again, the longest overdue first. */
export async function resendChecks(env: Env): Promise<void> {
  const db = openDatabase(env.DB);
  const now = Date.now();
  for (let batches = 0; batches < maxBatches; batches += 1) {
    const overdue = { before: now - overdueMs, now, limit: batchSize };
    const ids = await claimOverdue(db, "version_checks", overdue);
    if (ids.length === 0) return;
    log("checks.resent", { checks: ids.length });
    const messages = ids.map((checkId) => ({ body: { checkId } satisfies CheckMessage }));
    await env.CHECKS.sendBatch(messages);
  }
}
