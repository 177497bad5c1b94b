import type { Lease } from "@headgate/shared";

import type { Carrier } from "../dispatch/carrier.ts";
import { referenceOf } from "../dispatch/complete-lease.ts";
import { pause } from "../gates/pause.ts";

/** Who holds a lease, and how it shows that it lives. */
export interface Holder {
  /** Null: the only one who can, since the caller's connection is its own. */
  id: string | null;
  renewEveryMs: number;
}

/** A lease whose holder is alive. */
export interface HeldLease {
  /** Aborts when the prediction is to be stopped: canceled, out of time, or given to another backend. */
  signal: AbortSignal;
  release: () => void;
}

/** A prediction that ends sooner is told to history once, with its end, and nobody listens for its cancel. */
const settleMs = 1_000;

/** Shows the gate, until it is released, that the holder of a lease lives, and hears from it when to stop. */
export function holdLease(carrier: Carrier, lease: Lease, holder: Holder): HeldLease {
  const stopped = new AbortController();
  const released = new AbortController();
  const { predictionId } = lease;
  const stop = (why: string): void => {
    if (released.signal.aborted) return;
    carrier.log("lease.stopped", { predictionId, backendId: lease.backend.id, why });
    stopped.abort();
    released.abort();
  };
  const hold = async (): Promise<void> => {
    await pause(settleMs, released.signal);
    if (released.signal.aborted) return;
    carrier.announce(predictionId);
    await Promise.all([
      renewWhile(carrier, lease, { holder, signal: released.signal, stop }),
      hearStop(carrier, predictionId, { signal: released.signal, stop }),
    ]);
  };
  hold().catch((error: unknown) => {
    carrier.log("lease.unheld", { predictionId, error: String(error) });
  });
  return { signal: stopped.signal, release: () => released.abort() };
}

interface Watch {
  signal: AbortSignal;
  stop: (why: string) => void;
}

async function renewWhile(
  carrier: Carrier,
  lease: Lease,
  { holder, signal, stop }: Watch & { holder: Holder },
): Promise<void> {
  const gate = carrier.gateOf(lease.predictionId);
  for (;;) {
    await pause(holder.renewEveryMs, signal);
    if (signal.aborted) return;
    if (!(await isRenewed())) return stop("the lease is an old one");
  }
  /** One renewal that does not reach the gate costs nothing: the lease lasts for three. */
  async function isRenewed(): Promise<boolean> {
    try {
      return await gate.renew({ ...referenceOf(lease), holder: holder.id });
    } catch (error) {
      const { predictionId } = lease;
      carrier.log("lease.unrenewed", { predictionId, error: String(error) });
      return true;
    }
  }
}

async function hearStop(
  carrier: Carrier,
  predictionId: string,
  { signal, stop }: Watch,
): Promise<void> {
  const types = ["cancel", "ended", "unknown"] as const;
  const message = await carrier.hear({ predictionId, signal, types });
  if (message !== null) stop(message.type === "cancel" ? "it was canceled" : "it has ended");
}
