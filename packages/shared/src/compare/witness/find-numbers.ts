import { type Fact, factsOf } from "../proof/fact.ts";
import { isMultiple, leastCommonMultiple, multipleNear, timesDecimal } from "./decimal.ts";
import { allOf, noWitness, type Quest, someOf, type Witnesses } from "./witnesses.ts";

/** Ranges of so many values are looked at one by one. */
const maxListed = 64;
/** Multiples are counted exactly up to this one. */
const maxExact = 2 ** 50;

interface Range {
  least: number;
  most: number;
  isOpenBelow: boolean;
  isOpenAbove: boolean;
}

export function findNumbers({ type }: Quest, facts: readonly Fact[]): Witnesses {
  const range = rangeOf(facts);
  if (isEmptyRange(range)) return noWitness;
  const divisors = factsOf(facts, "multiple").map(({ of }) => of);
  if (type === "integer") divisors.push(1);
  const step = leastCommonMultiple(divisors);
  const isRuledOut = factsOf(facts, "multiple", true).some(({ of }) =>
    [...divisors, step ?? 0].some((each) => each > 0 && isMultiple(each, of)),
  );
  if (isRuledOut) return noWitness;
  const fits = (value: number): boolean =>
    Number.isFinite(value) &&
    (type === "integer") === Number.isInteger(value) &&
    isIn(range, value);
  if (step === null) {
    const values = nearby(range).filter(fits);
    return range.least === range.most ? allOf(values) : someOf(values);
  }
  if (type === "number" && Number.isInteger(step)) return noWitness;
  const inside = stepRange(range, step);
  if (inside.least > inside.most) return noWitness;
  const count = (inside.most - inside.least) / step;
  const isExact = Math.abs(inside.least) < maxExact * step;
  if (!isExact || count > maxListed) return someOf(steppedNearby(inside, step, facts).filter(fits));
  const all = Array.from({ length: Math.round(count) + 1 }, (_, index) =>
    addStep(inside.least, step, BigInt(index)),
  );
  return allOf(all.filter(fits));
}

function rangeOf(facts: readonly Fact[]): Range {
  const range = { least: -Infinity, most: Infinity, isOpenBelow: false, isOpenAbove: false };
  for (const { least, open } of factsOf(facts, "bound")) {
    if (least > range.least) Object.assign(range, { least, isOpenBelow: open });
    else if (least === range.least) range.isOpenBelow ||= open;
  }
  for (const { least: most, open } of factsOf(facts, "bound", true)) {
    if (most < range.most) Object.assign(range, { most, isOpenAbove: !open });
    else if (most === range.most) range.isOpenAbove ||= !open;
  }
  return range;
}

function isEmptyRange({ least, most, isOpenBelow, isOpenAbove }: Range): boolean {
  return least > most || (least === most && (isOpenBelow || isOpenAbove));
}

function isIn({ least, most, isOpenBelow, isOpenAbove }: Range, value: number): boolean {
  if (value < least || (isOpenBelow && value === least)) return false;
  return value < most || (!isOpenAbove && value === most);
}

/** The first and the last multiple of the step in the range. */
function stepRange(range: Range, step: number): { least: number; most: number } {
  let { least, most } = range;
  if (Math.abs(least) < maxExact * step) {
    least = multipleNear(least, step, 1);
    if (range.isOpenBelow && least === range.least) least = addStep(least, step, 1n);
  }
  if (Math.abs(most) < maxExact * step) {
    most = multipleNear(most, step, -1);
    if (range.isOpenAbove && most === range.most) most = addStep(most, step, -1n);
  }
  return { least, most };
}

function addStep(value: number, step: number, count: bigint): number {
  const steps = Math.round(value / step);
  return Number.isFinite(steps) ? timesDecimal(BigInt(steps) + count, step) : Number.NaN;
}

function steppedNearby(
  { least, most }: { least: number; most: number },
  step: number,
  facts: readonly Fact[],
): number[] {
  const starts = [0, least, most].filter(Number.isFinite);
  const others = factsOf(facts, "multiple", true);
  const excluded = factsOf(facts, "value", true).flatMap(({ values }) => values);
  const beside = excluded.slice(0, maxListed).filter((value) => typeof value === "number");
  const counts = [0n, 1n, -1n, 2n, -2n, 3n, -3n, 5n, 7n];
  const near = starts.flatMap((start) => counts.map((count) => addStep(start, step, count)));
  return [...near, ...others.map(({ of }) => of + step), ...beside.map((value) => value + step)];
}

function nearby({ least, most }: Range): number[] {
  const ends = [0, least, most].filter(Number.isFinite);
  const shifts = [0, 1, -1, 0.5, -0.5, 1.5, -1.5, 0.25, -0.25, 0.1, 0.01];
  const near = ends.flatMap((end) => shifts.map((shift) => end + shift));
  const between = [0.5, 0.25, 0.75].map((part) => least + (most - least) * part);
  return [...near, ...between];
}
