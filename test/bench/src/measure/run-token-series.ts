import { quantile } from "./quantile.ts";
import { runStreams } from "./run-streams.ts";
import { streamNames, type StreamName, type StreamTarget } from "./stream-target.ts";

/** How long tokens were on their way, milliseconds. */
export interface TokenSummary {
  p50Ms: number;
  p99Ms: number;
}

export interface TokenSeries {
  /** So many at once. */
  streams: number;
  paths: Record<StreamName, TokenSummary>;
}

/** Reads streams on each path in turn, as often as there are rounds, after one to warm up. */
export async function runTokenSeries(
  targets: Record<StreamName, StreamTarget>,
  { streams, rounds }: { streams: number; rounds: number },
): Promise<TokenSeries> {
  const measured: Record<StreamName, number[]> = { bare: [], headgate: [] };
  for (const name of streamNames) await runStreams(targets[name], streams);
  for (let round = 0; round < rounds; round += 1) {
    for (const name of streamNames) {
      measured[name].push(...(await runStreams(targets[name], streams)));
    }
    console.log(`  streams: ${streams}, round ${round + 1} of ${rounds}`);
  }
  const { bare, headgate } = measured;
  return { streams, paths: { bare: summary(bare), headgate: summary(headgate) } };
}

function summary(latenciesMs: number[]): TokenSummary {
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  return { p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99) };
}
