/** A straight line through values that were taken at even distances. */
export interface Trend {
  /** From the first value to the last, by that line. */
  rise: number;
  /** Twice the standard error of that: a smaller rise may well be none. */
  noise: number;
}

/**
 * By least squares. Needs five values. Values that stray from the line together with their neighbours, as memory between two collections and
 * a machine with other guests have it, count as fewer: as n (1 - r) / (1 + r), where r is how far one resembles the next (Santer et al. 2000).
 */
export function trendOf(values: readonly number[]): Trend {
  const count = values.length;
  if (count < 5) throw new Error("a trend needs five values");
  const middle = (count - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const spread = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  const slope = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0) / spread;
  const strays = values.map((value, at) => value - mean - slope * (at - middle));
  const squares = strays.reduce((sum, stray) => sum + stray ** 2, 0);
  const error = Math.sqrt(squares / (worthOf(strays, squares) - 2) / spread);
  return { rise: slope * (count - 1), noise: 2 * error * (count - 1) };
}

/** As how many values that know nothing of each other they count. */
function worthOf(strays: readonly number[], squares: number): number {
  const products = strays.reduce((sum, stray, at) => sum + stray * (strays[at - 1] ?? 0), 0);
  const alike = squares === 0 ? 0 : Math.max(0, products / squares);
  return Math.max(3, (strays.length * (1 - alike)) / (1 + alike));
}
