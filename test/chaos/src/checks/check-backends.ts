import type { FarmReport } from "../backends/messages.ts";
import type { Excess, Running } from "../backends/slots.ts";
import type { Witness } from "../callers/witness.ts";

/** Clocks are read in different processes. */
const toleranceMs = 1_000;

/** No backend was ever given more than its capacity, and no nonsense was taken for a result. */
export function checkBackends(
  witness: Witness,
  { backends }: FarmReport,
  { leaseMs }: { leaseMs: number },
): void {
  for (const { name, excesses, garbageTaken } of backends) {
    for (const excess of excesses) {
      const over = excess.running.filter((run) => isOver(witness, { excess, run, leaseMs }));
      const counted = excess.counted - over.reduce((sum, { cost }) => sum + cost, 0);
      if (counted <= excess.allowed) continue;
      const running = excess.running.map((run) => JSON.stringify(run)).join("\n    ");
      const when = new Date(excess.at).toISOString();
      witness.blame(
        excess.id,
        `${when}: backend ${name} was to work on ${counted} of ${excess.allowed}, besides\n    ${running}`,
      );
    }
    if (garbageTaken > 0)
      witness.blame(null, `${garbageTaken} callbacks of nonsense to backend ${name} were taken`);
  }
}

/**
 * Whether its whole lease was over by then. A backend cannot tell: after a kill a lease may reach it when little of it is left, and the word
 * to stop comes when it is over.
 */
function isOver(
  { ends }: Witness,
  { excess, run, leaseMs }: { excess: Excess; run: Running; leaseMs: number },
): boolean {
  const end = ends.get(run.id)?.prediction;
  if (end?.state !== "expired" || !run.isCounted) return false;
  const leasedMs = Number(end.execution_time) * 1000;
  return Date.parse(end.updated_at) <= excess.at && leasedMs >= leaseMs - toleranceMs;
}
