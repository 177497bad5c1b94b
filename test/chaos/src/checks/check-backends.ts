import type { FarmReport } from "../backends/messages.ts";
import type { Witness } from "../callers/witness.ts";

/** No backend was ever given more than its capacity, and no nonsense was taken for a result. */
export function checkBackends(witness: Witness, { backends }: FarmReport): void {
  for (const { name, excesses, garbageTaken } of backends) {
    for (const { at, id, counted, allowed, running } of excesses) {
      const when = new Date(at).toISOString();
      witness.blame(
        id,
        `${when}: backend ${name} was to work on ${counted} of ${allowed}, besides\n    ${running.join("\n    ")}`,
      );
    }
    if (garbageTaken > 0)
      witness.blame(null, `${garbageTaken} callbacks of nonsense to backend ${name} were taken`);
  }
}
