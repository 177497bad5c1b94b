/** A decimal number exactly: `digits` times ten to the power of minus `places`. */
export interface Decimal {
  digits: bigint;
  places: number;
}

/** The number as it is written; JSON's numbers are decimal. */
function toDecimal(value: number): Decimal {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}

export function isMultiple(value: number, of: number): boolean {
  if (!Number.isFinite(value) || !Number.isFinite(of) || of === 0) return false;
  const [a, b] = align(toDecimal(value), toDecimal(of));
  return a % b === 0n;
}

/** The least number above 0 that is a multiple of all; null where it is no number of JavaScript. */
export function leastCommonMultiple(values: readonly number[]): number | null {
  let least: number | null = null;
  for (const value of values) {
    if (least === null) {
      least = value;
      continue;
    }
    const places = Math.max(toDecimal(least).places, toDecimal(value).places);
    const [a, b] = align(toDecimal(least), toDecimal(value));
    const common = Number(`${(a / greatestDivisor(a, b)) * b}e-${places}`);
    if (!Number.isFinite(common) || !isMultiple(common, least) || !isMultiple(common, value)) {
      return null;
    }
    least = common;
  }
  return least;
}

/** The multiple of `step` that is next to the value: not below it where `up` is 1, not above it where `up` is -1. */
export function multipleNear(value: number, step: number, up: 1 | -1): number {
  const [a, b] = align(toDecimal(value), toDecimal(step));
  let count = a / b;
  if (up === 1 && count * b < a) count += 1n;
  if (up === -1 && count * b > a) count -= 1n;
  return timesDecimal(count, step);
}

/** `count` times `step`, without the rounding of a product of two fractions. */
export function timesDecimal(count: bigint, step: number): number {
  const { digits, places } = toDecimal(step);
  return Number(`${count * digits}e-${places}`);
}

function align(a: Decimal, b: Decimal): [bigint, bigint] {
  const places = Math.max(a.places, b.places);
  const scale = (value: Decimal): bigint => value.digits * 10n ** BigInt(places - value.places);
  return [scale(a), scale(b)];
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (small !== 0n) [large, small] = [small, large % small];
  return large;
}
