import type { FarmReport } from "./backends/messages.ts";
import type { Chaos } from "./run-chaos.ts";

/** What was done to Headgate, and what came of it. */
export function summarize(
  { options, witness, sink, refusals }: Chaos,
  { made, farmReport, seconds }: { made: number; farmReport: FarmReport; seconds: number },
): string {
  const kinds = countBy([...witness.accepted.values()].map(({ kind }) => kind));
  const unknown = witness.ends.size - (witness.accepted.size - witness.inFlight);
  const backends = farmReport.backends.map(
    ({ name, capacity, highest, excesses, started, crashes, tally }) =>
      `  backend ${name}: at most ${highest} of ${capacity} (${excesses.length} times too many), ${started} runs, ${crashes} crashes\n    ${list(tally)}`,
  );
  return [
    `seed ${options.seed}: ${options.kills} kills in ${Math.round(seconds)} s`,
    `  asked for ${made}, accepted ${witness.accepted.size}: ${list(kinds)}`,
    `  ended: ${list(witness.countEnds())}; ${unknown} more whose caller was cut off`,
    `  not accepted: ${list(Object.fromEntries(refusals))}`,
    `  webhooks: ${sink.attempts()} attempts, ${sink.completed.size} ends told`,
    ...backends,
    `  faults: ${witness.faults.length}`,
  ].join("\n");
}

function countBy(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function list(counts: Record<string, number>): string {
  const entries = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
  return entries.map(([name, count]) => `${count} ${name}`).join(", ") || "none";
}
