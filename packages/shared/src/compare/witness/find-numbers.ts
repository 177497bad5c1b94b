import { type Fact, factsOf } from "../proof/fact.ts";
import { type Decimals, decimalsFor, leastCommonMultiple, multipleNear } from "./decimals.ts";
import { allOf, noWitness, type Quest, someOf, type Witnesses } from "./witnesses.ts";

/** Ranges of so many values are looked at one by one. */
const maxListed = 64n;
const maxExcluded = 64;

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
  const others = factsOf(facts, "multiple", true).map(({ of }) => of);
  const excluded = excludedNumbers(facts);
  const decimals = decimalsFor([range.least, range.most, ...divisors, ...others, ...excluded]);
  const step = leastCommonMultiple(divisors.map(decimals.read));
  const fits = (value: number): boolean =>
    Number.isFinite(value) &&
    (type === "integer") === Number.isInteger(value) &&
    isIn(range, value);
  if (step === null) {
    const values = nearby(range).filter(fits);
    return range.least === range.most ? allOf(values) : someOf(values);
  }
  if (others.some((of) => step % decimals.read(of) === 0n)) return noWitness;
  if (type === "number" && step % decimals.read(1) === 0n) return noWitness;
  const [first, last] = multiplesIn(range, step, decimals);
  if (first === null || last === null || last - first > maxListed * step) {
    const beside = [...others, ...excluded].map(decimals.read);
    const starts = [0n, first ?? 0n, last ?? 0n];
    const counts = [0n, 1n, -1n, 2n, -2n, 3n, -3n, 5n, 7n];
    const near = starts.flatMap((start) => counts.map((count) => start + count * step));
    const values = [...near, ...beside.map((value) => value + step)];
    return someOf(values.map(decimals.write).filter(fits));
  }
  const all: number[] = [];
  for (let value = first; value <= last; value += step) all.push(decimals.write(value));
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

/** The first and the last multiple of the step in the range; null where it has no end. */
function multiplesIn(
  { least, most, isOpenBelow, isOpenAbove }: Range,
  step: bigint,
  { read }: Decimals,
): [bigint | null, bigint | null] {
  const nearest = (bound: number, isOpen: boolean, up: 1n | -1n): bigint | null => {
    if (!Number.isFinite(bound)) return null;
    const value = multipleNear(read(bound), step, up);
    return isOpen && value === read(bound) ? value + up * step : value;
  };
  return [nearest(least, isOpenBelow, 1n), nearest(most, isOpenAbove, -1n)];
}

function excludedNumbers(facts: readonly Fact[]): number[] {
  const excluded = factsOf(facts, "value", true).flatMap(({ values }) => values);
  return excluded.slice(0, maxExcluded).filter((value) => typeof value === "number");
}

function nearby({ least, most }: Range): number[] {
  const ends = [0, least, most].filter(Number.isFinite);
  const shifts = [0, 1, -1, 0.5, -0.5, 1.5, -1.5, 0.25, -0.25, 0.1, 0.01];
  const near = ends.flatMap((end) => shifts.map((shift) => end + shift));
  const between = [0.5, 0.25, 0.75].map((part) => least + (most - least) * part);
  return [...near, ...between];
}
