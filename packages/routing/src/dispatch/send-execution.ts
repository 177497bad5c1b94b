import type { ExecMessage, Lease } from "@headgate/shared";

/** The part of a queue that it takes to send a lease. */
export interface LeaseQueue {
  send(message: ExecMessage, options: { contentType: "v8" }): Promise<unknown>;
}

/** Puts a lease on the `exec` queue. */
export async function sendExecution(queue: LeaseQueue, lease: Lease): Promise<void> {
  // Structured clone: as JSON, the quotes of an input would be escaped, and a large one grow over the limit of a message.
  await queue.send({ lease }, { contentType: "v8" });
}
