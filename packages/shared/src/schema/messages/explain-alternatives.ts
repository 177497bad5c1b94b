import type { Branch } from "../evaluate/alternatives.ts";
import type { Run } from "../evaluate/run.ts";
import { isObject, toPointer } from "../json/json.ts";
import type { Fault } from "./fault.ts";
import type { Place } from "./place.ts";
import { refuse } from "./refuse.ts";
import { BranchReport, type Report, ReportFull } from "./report.ts";

/** Beyond this the faults of single branches help nobody. */
const maxBranches = 100;

/** What a value breaks of one branch. */
interface Attempt {
  branch: Branch;
  faults: Fault[];
}

/**
 * Says false for a value that no branch of an `anyOf` or `oneOf` takes. In the report, where one is wanted,
 * stands what is wrong with the branch that was meant: the only one of the value's type, or the one whose
 * constants are there. Without such a one: what all branches ask for as one, or no more than that none fits.
 */
export function explainAlternatives(
  { place, branches }: { place: Place; branches: Branch[] },
  value: unknown,
  run: Run,
): false {
  const { report } = run;
  if (report === null) return false;
  const told = branches.slice(0, maxBranches).map((branch) => ({
    branch,
    faults: faultsOf(branch, value, { run, report }),
  }));
  const faults = branches.length > maxBranches ? [] : choose(told, value, report.path.length);
  if (faults.length === 0) return refuse(run, place, value);
  for (const fault of faults) report.add(fault);
  return false;
}

function faultsOf(
  { node }: Branch,
  value: unknown,
  { run, report }: { run: Run; report: Report },
): Fault[] {
  const depth = report.path.length;
  const inner = new BranchReport(report);
  run.report = inner;
  try {
    node.check(value, run, null);
  } catch (error) {
    if (!(error instanceof ReportFull)) throw error;
    report.path.length = depth;
  }
  run.report = report;
  return inner.faults;
}

/** Empty where no branch stands out and the branches have nothing in common. */
function choose(attempts: Attempt[], value: unknown, depth: number): Fault[] {
  const isMistyped = ({ path, place }: Fault): boolean =>
    path.length === depth && place.keyword === "type";
  const ofItsType = attempts.filter(({ faults }) => !faults.some(isMistyped));
  const [only, ...others] = ofItsType;
  if (only === undefined) return join(attempts.flatMap(({ faults }) => faults.filter(isMistyped)));
  if (others.length === 0) return only.faults;
  const [meant, ...rivals] = ofItsType.filter((attempt) => isMeant(attempt, value, depth));
  if (meant !== undefined && rivals.length === 0) return meant.faults;
  return inCommon(only, others);
}

/** One of the constants by which the branch is told is there. */
function isMeant({ branch, faults }: Attempt, value: unknown, depth: number): boolean {
  if (!isObject(value)) return false;
  const broken = new Set(
    faults.flatMap(({ path, place }) =>
      path.length === depth + 1 && isChoice(place) ? [path[depth]] : [],
    ),
  );
  return branch.discriminators.some((name) => Object.hasOwn(value, name) && !broken.has(name));
}

/** A choice that every branch refuses, with the choices of all; or a property that each of them misses. */
function inCommon(first: Attempt, others: Attempt[]): Fault[] {
  for (const fault of first.faults) {
    const kind = kindOf(fault);
    const same = others.map(({ faults }) => faults.find((other) => kindOf(other) === kind));
    const all = [fault, ...same.filter((other) => other !== undefined)];
    if (kind !== null && all.length === others.length + 1) return join(all);
  }
  return [];
}

function kindOf({ path, place }: Fault): string | null {
  if (isChoice(place)) return `choice ${toPointer(path)}`;
  return place.keyword === "required" ? `required ${toPointer(path)}` : null;
}

function isChoice({ keyword }: Place): boolean {
  return keyword === "const" || keyword === "enum";
}

/** Faults of one kind at one place as one fault: its schema allows what any of theirs does. */
function join(faults: Fault[]): Fault[] {
  const [first] = faults;
  if (first === undefined || first.place.keyword === "required") return faults.slice(0, 1);
  const keyword = first.place.keyword === "type" ? "type" : "enum";
  const allowed = new Set(faults.flatMap(({ place }) => allowedBy(place)));
  const place = { ...first.place, keyword, schema: { [keyword]: [...allowed] } };
  return [{ ...first, place }];
}

function allowedBy({ keyword, schema }: Place): unknown {
  return keyword === "const" ? [schema["const"]] : schema[keyword];
}
