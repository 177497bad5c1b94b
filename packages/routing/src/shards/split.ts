/**
 * Integers in proportion to `weights` that add up to exactly `total` (largest remainders first, then lower indexes); where no weight is
 * above 0 the first has it all. With `least`, each weight above 0 gets so much before the rest is split: the last first, as far as `total`
 * goes.
 */
export function split(total: number, weights: readonly number[], least = 0): number[] {
  const parts = weights.map(() => 0);
  let left = total;
  for (const [index, weight] of [...weights.entries()].toReversed()) {
    const first = weight > 0 ? Math.min(least, left) : 0;
    parts[index] = first;
    left -= first;
  }
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return parts.map((_, index) => (index === 0 ? total : 0));
  const shares = weights.map((weight, index) => ({ index, exact: (left * weight) / sum }));
  let rest = left;
  for (const { index, exact } of shares) {
    parts[index] = (parts[index] ?? 0) + Math.floor(exact);
    rest -= Math.floor(exact);
  }
  const byRemainder = shares.toSorted((a, b) => (b.exact % 1) - (a.exact % 1) || a.index - b.index);
  for (const { index } of byRemainder.slice(0, rest)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}
