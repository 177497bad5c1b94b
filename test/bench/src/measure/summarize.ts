import { quantile } from "./quantile.ts";
import type { Round } from "./run-round.ts";

export interface Summary {
  /** The median of the rounds. */
  requestsPerS: number;
  /** Over all answers of all rounds. */
  p50Ms: number;
  p99Ms: number;
  answers: number;
}

export function summarize(rounds: Round[]): Summary {
  const latenciesMs = rounds.flatMap((round) => round.latenciesMs).toSorted((a, b) => a - b);
  const rates = rounds.map(({ requestsPerS }) => requestsPerS).toSorted((a, b) => a - b);
  return {
    requestsPerS: quantile(rates, 0.5),
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
    answers: latenciesMs.length,
  };
}
