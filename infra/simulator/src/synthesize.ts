import type { Arrival } from "./arrival.ts";
import { seededRandom } from "./random.ts";

/** How run times are spread around their mean. */
export const distributions = ["fixed", "exponential", "uniform"] as const;
export type Distribution = (typeof distributions)[number];

export interface SyntheticLoad {
  ratePerS: number;
  durationMs: number;
  meanRunMs: number;
  distribution: Distribution;
  /** How many tokens call, one as often as another. */
  tokens: number;
  seed: number;
}

/** Arrivals at random moments (a Poisson process), in their order. */
export function synthesize(load: SyntheticLoad): Arrival[] {
  const random = seededRandom(load.seed);
  const arrivals: Arrival[] = [];
  for (let atMs = gap(load, random); atMs < load.durationMs; atMs += gap(load, random)) {
    const token = `token-${Math.floor(random() * load.tokens) + 1}`;
    arrivals.push({ atMs, runMs: runMs(load, random), cost: 1, priority: 1, token });
  }
  return arrivals;
}

function gap({ ratePerS }: SyntheticLoad, random: () => number): number {
  return (-Math.log(1 - random()) * 1000) / ratePerS;
}

function runMs({ meanRunMs, distribution }: SyntheticLoad, random: () => number): number {
  switch (distribution) {
    case "fixed":
      return meanRunMs;
    case "exponential":
      return -Math.log(1 - random()) * meanRunMs;
    case "uniform":
      return 2 * random() * meanRunMs;
  }
}
