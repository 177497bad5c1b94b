import { referenceOf } from "@headgate/routing";
import { isTerminal, type Lease } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";

/** Well within the life of a direct lease. */
const renewEveryMs = 10_000;
/** A prediction that ends sooner is told to history once, with its end. */
const announceAfterMs = 1_000;

/** A lease whose owner is alive. */
export interface HeldLease {
  /**
   * Aborts when the caller leaves, and when the prediction turns out to have ended without its owner: canceled by somebody else, or out
   * of time.
   */
  signal: AbortSignal;
  release: () => void;
}

/** Shows the gate, until it is released, that the owner of a direct lease lives, and history that the prediction runs. */
export function holdLease({ carrier, background, request }: ApiContext, lease: Lease): HeldLease {
  const lost = new AbortController();
  const leave = (): void => lost.abort();
  if (request.signal.aborted) leave();
  else request.signal.addEventListener("abort", leave);
  const renew = async (): Promise<void> => {
    const gate = carrier.gateOf(lease.predictionId);
    if (await gate.renew(referenceOf(lease))) return;
    const [record] = await gate.read([lease.predictionId]);
    // One that is only being canceled is left to its backend, which says how it ended.
    if (record === undefined || isTerminal(record.state)) lost.abort();
  };
  // One timer at first: most predictions end before it.
  let renewals: ReturnType<typeof setInterval> | null = null;
  const announcement = setTimeout(() => {
    carrier.announce(lease.predictionId);
    renewals = setInterval(() => background(renew()), renewEveryMs);
  }, announceAfterMs);
  return {
    signal: lost.signal,
    release() {
      request.signal.removeEventListener("abort", leave);
      clearTimeout(announcement);
      if (renewals !== null) clearInterval(renewals);
    },
  };
}
