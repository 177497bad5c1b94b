import type { Lease, LeaseMessage } from "@headgate/shared";

/**
 * The structured clone of a text with a letter beyond Latin-1 takes two bytes a letter: a lease with a longer input may not fit into
 * the 128 KB of a queue message.
 */
const mostInputChars = 60_000;

/** A lease for which no Worker was at hand. One with a large input is sent as a reference, for which the gate is asked. */
export function dispatchMessage(lease: Lease): LeaseMessage {
  const { ticket, predictionId, epoch } = lease;
  return "inline" in ticket.input && ticket.input.inline.length > mostInputChars
    ? { task: "dispatch", reference: { id: predictionId, epoch } }
    : { task: "dispatch", lease };
}

/** A lease that its backend is to stop working on: what it was to work on is not needed for that. */
export function cancelMessage(lease: Lease): LeaseMessage {
  const ticket = { ...lease.ticket, input: { inline: "null" } };
  return { task: "cancel", lease: { ...lease, ticket } };
}
