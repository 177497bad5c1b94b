import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";

import type { ExecMessage } from "@headgate/shared";

import { executeLease } from "./execute-lease.ts";

/** After the end of the lease nobody waits for the backend any more. */
const marginMs = 60_000;

/**
 * A prediction that may take longer than a queue's consumer lives: a step of a Workflow has no limit of its own. Only the gate repeats it, so
 * that the step never is.
 */
export class Execution extends WorkflowEntrypoint<Env, ExecMessage> {
  override async run(event: WorkflowEvent<ExecMessage>, step: WorkflowStep): Promise<void> {
    const { lease } = event.payload;
    const timeout = Math.max(lease.expiresAt - event.timestamp.getTime(), 0) + marginMs;
    await step.do("run", { retries: { limit: 0, delay: 0 }, timeout }, () =>
      executeLease(this.env, lease),
    );
  }
}
