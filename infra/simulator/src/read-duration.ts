const unitsMs = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
]);

/** Milliseconds of `250ms`, `2.5s`, `10m` or `1h`; a bare number is seconds. Null for anything else. */
export function readDuration(text: string): number | null {
  const found = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  if (found === null) return null;
  return Number(found[1]) * (unitsMs.get(found[2] ?? "s") ?? 1);
}
