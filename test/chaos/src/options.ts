import type { BackendTraits } from "./backends/backend-state.ts";

/** How hard it is tried. */
export interface ChaosOptions {
  /** Everything that is drawn follows from it; what happens does not quite, since processes are never as fast twice. */
  seed: string;
  kills: number;
  /** How many are in flight at any time. */
  predictions: number;
  /** How long the runtime is left alone after each start. */
  upMs: readonly [number, number];
  backends: BackendTraits[];
  /** Of a prediction, before its lease ends; a gate adds ten seconds. */
  runMs: number;
  crashEveryMs: number;
  /** For everything to have ended after the last kill. */
  settleMs: number;
  /** A line on how it goes. */
  onProgress: (line: string) => void;
}

/** As a gate adds to the time to run, so that the backend's own end comes first. */
export const leaseMarginMs = 10_000;
/** After which a gate sends a lease again that nobody is known to have sent. */
export const resendMs = 15_000;

/** Three that call back, and one that does not. */
export const fourBackends: BackendTraits[] = [
  { name: "a", capacity: 12, speaks: "cog" },
  { name: "b", capacity: 8, speaks: "cog" },
  { name: "c", capacity: 16, speaks: "cog" },
  { name: "d", capacity: 8, speaks: "http" },
];
