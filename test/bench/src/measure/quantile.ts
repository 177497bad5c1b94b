/** Of sorted values, between neighbours where it falls between them. */
export function quantile(sorted: number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [lower, upper] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (lower === undefined || upper === undefined) throw new Error("nothing was measured");
  return lower + (upper - lower) * (at - Math.floor(at));
}
