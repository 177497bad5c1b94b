import type { OutputUnit } from "@cfworker/json-schema";

/** One thing wrong at one place: an error of the library, or several of one keyword (`type`, `enum`) that make one sentence. */
export type Leaf = [OutputUnit, ...OutputUnit[]];

/** The library adds one such line at every level above an error. */
const summaries = new Set([
  "$ref",
  "additionalProperties",
  "allOf",
  "dependencies",
  "dependentSchemas",
  "if",
  "items",
  "patternProperties",
  "prefixItems",
  "properties",
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
]);

/**
 * The errors that say something of their own. Of `anyOf` and `oneOf`, whose branches all contradict
 * each other: the errors of the only branch of the value's type, or all branches' types or choices as
 * one, or else the keyword itself.
 */
export function* leafErrors(errors: OutputUnit[]): Generator<Leaf> {
  let index = 0;
  for (let error = errors[index]; error !== undefined; error = errors[index]) {
    index += 1;
    if (error.keyword === "anyOf" || error.keyword === "oneOf") {
      const end = endOfBranches(errors, index, `${error.keywordLocation}/`);
      yield* leavesOfBranches(error, errors.slice(index, end));
      index = end;
    } else if (!summaries.has(error.keyword)) {
      yield [error];
    }
  }
}

function endOfBranches(errors: OutputUnit[], start: number, prefix: string): number {
  let end = start;
  while (errors[end]?.keywordLocation.startsWith(prefix)) end += 1;
  return end;
}

function* leavesOfBranches(summary: OutputUnit, errors: OutputUnit[]): Generator<Leaf> {
  const start = summary.keywordLocation.length + 1;
  const branchOf = (error: OutputUnit): string =>
    error.keywordLocation.slice(start).split("/", 1).join("");
  const branches = [...Map.groupBy(errors, branchOf).values()];
  const typeErrors = errors.filter((error) => isAt(summary, error) && error.keyword === "type");
  const mistyped = new Set(typeErrors.map(branchOf));
  const ofItsType = branches.filter(
    (branch) => !branch.some((error) => mistyped.has(branchOf(error))),
  );
  const [only, ...others] = ofItsType;
  if (hasSeveralMatches(summary)) yield [summary];
  else if (only === undefined) yield asLeaf(typeErrors, summary);
  else if (others.length === 0) yield* leafErrors(only);
  else yield asLeaf(choiceErrors(summary, ofItsType), summary);
}

/** More than one branch of `oneOf` held: what the others lacked does not matter. */
function hasSeveralMatches(summary: OutputUnit): boolean {
  return summary.keyword === "oneOf" && !summary.error.includes("(0 matches)");
}

/** The `enum` error of each branch, where no branch has any other. */
function choiceErrors(summary: OutputUnit, branches: OutputUnit[][]): OutputUnit[] {
  const leaves = branches.flatMap((branch) => [...leafErrors(branch)]);
  const errors = leaves.flat();
  return errors.every((error) => isAt(summary, error) && error.keyword === "enum") ? errors : [];
}

function isAt(summary: OutputUnit, error: OutputUnit): boolean {
  return error.instanceLocation === summary.instanceLocation;
}

function asLeaf([first, ...rest]: OutputUnit[], instead: OutputUnit): Leaf {
  return first === undefined ? [instead] : [first, ...rest];
}
