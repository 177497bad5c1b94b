import { type Run, spend } from "../evaluate/run.ts";
import type { Place } from "./place.ts";

/** What telling a fault costs in steps of the run. */
const stepsOfFault = 50;

/** Says false, and in the report, where one is wanted, why. */
export function refuse(run: Run, place: Place, value: unknown): false {
  const { report } = run;
  if (report === null) return false;
  spend(run, stepsOfFault);
  const { isAboutName } = report;
  report.add({ path: [...report.path], place, value, isAboutName });
  return false;
}

/** The same for a property that is not there; `beside` is the one that asks for it, null for the object itself. */
export function refuseMissing(
  run: Run,
  place: Place,
  { missing, beside }: { missing: string; beside: string | null },
): false {
  const { report } = run;
  if (report === null) return false;
  spend(run, stepsOfFault);
  const path = [...report.path, missing];
  report.add({ path, place, value: undefined, isAboutName: false, missingBeside: beside });
  return false;
}
