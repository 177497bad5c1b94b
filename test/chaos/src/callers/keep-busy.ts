import { setTimeout as pause } from "node:timers/promises";

import { call, type Callers, chooseCall } from "./call.ts";

const hands = 12;
/** So many callers wait on a connection at once. */
const maxWaiting = 40;
const idleMs = 20;
const refusedMs = 150;

/** Makes predictions until it is stopped, so that there are always `inFlight` that have been accepted and have not ended. */
export interface Load {
  /** How many were asked for. */
  made(): number;
  /** Resolves once every call was answered or cut off. */
  stop(): Promise<void>;
}

export function keepBusy(
  callers: Callers,
  { inFlight, isUp }: { inFlight: number; isUp: () => boolean },
): Load {
  let made = 0;
  let opening = 0;
  let isStopped = false;
  const waiting = new Set<Promise<unknown>>();
  const isBusy = (): boolean => callers.witness.inFlight + opening >= inFlight;
  const make = async (): Promise<void> => {
    made += 1;
    const n = made;
    const { kind, waits } = chooseCall(callers, n);
    // What was cut off or refused is not tried again at once.
    const answered = call(callers, n, kind).then((isTaken) => (isTaken ? null : pause(refusedMs)));
    if (waits) {
      waiting.add(answered);
      void answered.finally(() => waiting.delete(answered));
    } else {
      opening += 1;
      await answered.finally(() => (opening -= 1));
    }
  };
  const work = async (): Promise<void> => {
    while (!isStopped) {
      await pause(idleMs);
      while (!isStopped && isUp() && !isBusy() && waiting.size < maxWaiting) await make();
    }
  };
  const working = Promise.all(Array.from({ length: hands }, work));
  return {
    made: () => made,
    async stop() {
      isStopped = true;
      await working;
      await Promise.all(waiting);
    },
  };
}
