import { setTimeout as sleep } from "node:timers/promises";

import { runRound, type Round } from "./run-round.ts";
import { summarize, type Summary } from "./summarize.ts";
import { targetNames, type Target, type TargetName } from "./target.ts";

export interface Effort {
  rounds: number;
  durationS: number;
  warmUpS: number;
  /** Between two rounds, for what the last one left in the queues. */
  settleMs: number;
}

export type Series = Record<TargetName, Summary>;

/** Warms each target up, then measures all of them in each round, in an order that rotates. */
export async function runSeries(
  targets: Record<TargetName, Target>,
  { connections, effort, title }: { connections: number; effort: Effort; title: string },
): Promise<Series> {
  const { rounds, durationS, warmUpS, settleMs } = effort;
  const load = { connections, durationS };
  for (const name of targetNames) {
    await runRound(targets[name], { ...load, durationS: warmUpS });
    await sleep(settleMs);
  }
  const measured = new Map<TargetName, Round[]>(targetNames.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const order = [...targetNames.slice(round), ...targetNames.slice(0, round)];
    const told: string[] = [];
    for (const name of order) {
      const result = await runRound(targets[name], load);
      measured.get(name)?.push(result);
      told.push(`${name} ${Math.round(result.requestsPerS)}/s`);
      await sleep(settleMs);
    }
    console.log(
      `  ${title}, connections: ${connections}, round ${round + 1} of ${rounds}: ${told.join(", ")}`,
    );
  }
  const summaryOf = (name: TargetName): Summary => summarize(measured.get(name) ?? []);
  return {
    bare: summaryOf("bare"),
    direct: summaryOf("direct"),
    detached: summaryOf("detached"),
    async: summaryOf("async"),
    rejected: summaryOf("rejected"),
    portkey: summaryOf("portkey"),
  };
}
