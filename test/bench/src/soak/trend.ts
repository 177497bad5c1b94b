/** A straight line through values that were taken at even distances. */
export interface Trend {
  /** From the first value to the last, by that line. */
  rise: number;
  /** Twice the standard error of that: a smaller rise may well be none. */
  noise: number;
}

/** By least squares. Needs three values. */
export function trendOf(values: readonly number[]): Trend {
  const count = values.length;
  if (count < 3) throw new Error("a trend needs three values");
  const middle = (count - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const spread = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  const slope = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0) / spread;
  const squares = values.reduce(
    (sum, value, at) => sum + (value - mean - slope * (at - middle)) ** 2,
    0,
  );
  const error = Math.sqrt(squares / (count - 2) / spread);
  return { rise: slope * (count - 1), noise: 2 * error * (count - 1) };
}
