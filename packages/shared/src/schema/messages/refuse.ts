import { type Run, spend } from "../evaluate/run.ts";
import { nameOf } from "../schema-problem.ts";
import type { Place } from "./place.ts";
import type { Fault } from "./report.ts";
import { sentenceOf } from "./sentences.ts";

/** What telling a fault costs in steps of the run. */
const stepsOfFault = 200;

/** Says false, and in the report, where one is wanted, why. */
export function refuse(run: Run, place: Place, value: unknown): false {
  const { report } = run;
  if (report === null) return false;
  spend(run, stepsOfFault);
  const { isAboutName } = report;
  report.add(describeFault({ path: [...report.path], place, value, isAboutName }));
  return false;
}

/** The same for a property that is not there; `given` is the one that asks for it. */
export function refuseMissing(
  run: Run,
  place: Place,
  { missing, given }: { missing: string; given?: string },
): false {
  const { report } = run;
  if (report === null) return false;
  spend(run, stepsOfFault);
  const path = [...report.path, missing];
  const condition = given === undefined ? "" : ` beside ${nameOf([given])}`;
  const message = `${nameOf(path)} is required${condition}`;
  report.add({ path, place, value: undefined, isAboutName: false, message });
  return false;
}

/** The fault with its sentence. */
export function describeFault(fault: Omit<Fault, "message">): Fault {
  const { path, place, value, isAboutName } = fault;
  const subject = isAboutName ? `the property name ${nameOf(path.slice(-1))}` : nameOf(path);
  return { ...fault, message: `${subject} ${sentenceOf(place, value)}` };
}
