import { type Run, spend } from "./run.ts";

/** A number as JSON writes it: `digits` times ten to the power of `exponent`. */
export interface Decimal {
  digits: bigint;
  exponent: number;
}

/** Up to here integers and their quotients are exact in a double, with room for the error of a division. */
const maxExact = 2 ** 48;
const maxExactPower = 22;
/** What a multiplication of large integers costs beside a plain step. */
const exactSteps = 20;

/**
 * Whether a number is a multiple of the divisor, in the decimal numbers that both are written as:
 * 19.99 is one of 0.01, though no quotient of doubles says so.
 */
export function compileDivisor(divisor: number): (value: number, run: Run) => boolean {
  const decimal = toDecimal(divisor);
  const digits = Number(decimal.digits);
  const isPlain = decimal.exponent <= 0 && -decimal.exponent <= maxExactPower;
  const scale = 10 ** -decimal.exponent;
  return (value, run) => {
    const product = Math.round(value / divisor) * digits;
    // A double is the nearest one to a decimal of so few digits, and to no other such decimal.
    if (isPlain && Math.abs(product) < maxExact) return product / scale === value;
    spend(run, exactSteps);
    return isMultiple(toDecimal(value), decimal);
  };
}

function isMultiple(value: Decimal, divisor: Decimal): boolean {
  const power = value.exponent - divisor.exponent;
  if (power >= 0) return (value.digits * powerOfTen(power, divisor.digits)) % divisor.digits === 0n;
  // No double has more than 17 digits, so none but 0 is a multiple of 10 ** 18.
  if (power < -17) return value.digits === 0n;
  return value.digits % (divisor.digits * 10n ** BigInt(-power)) === 0n;
}

/** Ten to the power, modulo the number. */
function powerOfTen(power: number, modulus: bigint): bigint {
  let result = 1n;
  let base = 10n;
  for (let rest = power; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
}

export function toDecimal(value: number): Decimal {
  const [number = "", power = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = number.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}
