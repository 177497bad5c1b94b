import type { Lease } from "@headgate/shared";

import type { Carrier } from "../dispatch/carrier.ts";
import { referenceOf } from "../dispatch/complete-lease.ts";
import { factsOf } from "../dispatch/facts-of.ts";
import { after, pause } from "../gates/pause.ts";

/** Who holds a lease, and how it shows that it lives. */
export interface Holder {
  /** Null: the only one who can, since the caller's connection is its own. */
  id: string | null;
  renewEveryMs: number;
  /** Aborts when whoever wants the result has gone, which stops the prediction too. */
  left?: AbortSignal;
}

/** A lease whose holder is alive. */
export interface HeldLease {
  /** Aborts when the prediction is to be stopped: canceled, out of time, or given to another backend. */
  signal: AbortSignal;
  release: () => void;
}

/** A prediction that ends sooner is told to history once, with its end, and nobody listens for its cancel. */
const settleMs = 1_000;

/**
 * Shows the gate, until it is released, that the holder of a lease lives, and hears from it when to stop. One that is released within a
 * second has cost a timer.
 */
export function holdLease(carrier: Carrier, lease: Lease, holder: Holder): HeldLease {
  const stopped = new AbortController();
  const { left } = holder;
  const leave = (): void => stopped.abort();
  left?.addEventListener("abort", leave);
  if (left?.aborted === true) leave();
  let letGo = (): void => undefined;
  const cancelHold = after(settleMs, () => {
    const released = new AbortController();
    letGo = () => released.abort();
    void hold(carrier, lease, { holder, stopped, released });
  });
  const release = (): void => {
    cancelHold();
    left?.removeEventListener("abort", leave);
    letGo();
  };
  return { signal: stopped.signal, release };
}

interface Hold {
  holder: Holder;
  stopped: AbortController;
  released: AbortController;
}

/** Never rejects. */
async function hold(
  carrier: Carrier,
  lease: Lease,
  { holder, stopped, released }: Hold,
): Promise<void> {
  const { predictionId } = lease;
  const { signal } = released;
  const stop = (why: string): void => {
    if (signal.aborted) return;
    carrier.log("lease.stopped", { ...factsOf(lease), why });
    stopped.abort();
    released.abort();
  };
  try {
    carrier.announce(predictionId);
    await Promise.all([
      renewWhile(carrier, lease, { holder, signal, stop }),
      hearStop(carrier, predictionId, { signal, stop }),
    ]);
  } catch (error) {
    carrier.log("lease.unheld", { predictionId, error: String(error) });
  }
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
