import { isDeepStrictEqual } from "node:util";

import { isEnded } from "@headgate/e2e/system";
import type { PredictionWithIO } from "@headgate/shared";

/** How a prediction was made. */
export interface Accepted {
  /** What its input says. */
  n: number;
  kind: string;
  at: number;
}

/** An end, as it was first seen. */
export interface End {
  prediction: PredictionWithIO;
  source: string;
  at: number;
}

/** Something that Headgate should not have done. */
export interface Fault {
  /** The prediction that it happened to. */
  id: string | null;
  text: string;
}

/** Remembers what was promised and how each prediction was seen to end, and finds what contradicts it. */
export class Witness {
  readonly accepted = new Map<string, Accepted>();
  readonly ends = new Map<string, End>();
  readonly faults: Fault[] = [];
  /** How many were accepted and were not seen to end. */
  inFlight = 0;

  /** An answer of 200 or 202 was read whole. */
  accept(prediction: PredictionWithIO, accepted: Omit<Accepted, "at">): void {
    const { id } = prediction;
    if (!this.accepted.has(id) && !this.ends.has(id)) this.inFlight += 1;
    this.accepted.set(id, { ...accepted, at: Date.now() });
    this.see(prediction, "the answer to its creation");
  }

  /** `askedAt`: when what now shows it was asked for; what was asked before it ended may still show it unended. */
  see(prediction: PredictionWithIO, source: string, askedAt = 0): void {
    const { id } = prediction;
    const end = this.ends.get(id);
    if (!isEnded(prediction)) {
      if (end !== undefined && askedAt > end.at)
        this.blame(id, `${source} shows ${prediction.state} after ${describe(end)}`);
    } else if (end === undefined) {
      this.ends.set(id, { prediction, source, at: Date.now() });
      if (this.accepted.has(id)) this.inFlight -= 1;
    } else if (!isDeepStrictEqual(fixed(prediction), fixed(end.prediction))) {
      this.blame(id, `${source} shows ${JSON.stringify(fixed(prediction))} after ${describe(end)}`);
    }
  }

  blame(id: string | null, text: string): void {
    this.faults.push({ id, text });
  }

  /** What was accepted and was not seen to end, the oldest first. */
  get unended(): string[] {
    return [...this.accepted.keys()].filter((id) => !this.ends.has(id));
  }

  countEnds(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const id of this.accepted.keys()) {
      const state = this.ends.get(id)?.prediction.state;
      if (state !== undefined) counts[state] = (counts[state] ?? 0) + 1;
    }
    return counts;
  }
}

/** What never changes once it has ended. */
function fixed({ state, status, output, error }: PredictionWithIO): object {
  return { state, status, output, error };
}

function describe({ prediction, source }: End): string {
  return `${source} showed ${JSON.stringify(fixed(prediction))}`;
}
