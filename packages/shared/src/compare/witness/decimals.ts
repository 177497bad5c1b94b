import { toDecimal } from "../../schema/evaluate/multiple-of.ts";

/** Numbers as integers, all counted in the same power of ten. */
export interface Decimals {
  read: (value: number) => bigint;
  write: (value: bigint) => number;
}

/** Exact for these numbers, as far as they are finite, and for all integers. */
export function decimalsFor(values: readonly number[]): Decimals {
  const exponents = values.filter(Number.isFinite).map((value) => toDecimal(value).exponent);
  const least = Math.min(0, ...exponents);
  return {
    read: (value) => {
      const { digits, exponent } = toDecimal(value);
      return digits * 10n ** BigInt(exponent - least);
    },
    write: (value) => Number(`${value}e${least}`),
  };
}

/** Null of nothing. */
export function leastCommonMultiple(values: readonly bigint[]): bigint | null {
  return values.reduce<bigint | null>(
    (least, value) => (least === null ? value : (least / greatestDivisor(least, value)) * value),
    null,
  );
}

/** The multiple of `step` that is next to the value: not below it where `up` is 1, not above it where `up` is -1. */
export function multipleNear(value: bigint, step: bigint, up: 1n | -1n): bigint {
  const towardsZero = value - (value % step);
  return (value - towardsZero) * up > 0n ? towardsZero + up * step : towardsZero;
}

function greatestDivisor(large: bigint, small: bigint): bigint {
  return small === 0n ? large : greatestDivisor(small, large % small);
}
