/**
 * Does `work` while `performance.now` counts how often it was asked instead of telling the time. A
 * Worker's clock stands still while it computes, so that a time limit would never come; and a count
 * makes the same of the same work on every machine. `work` must be synchronous.
 */
export function withCountingClock<Result>(work: () => Result): { result: Result; looks: number } {
  // oxlint-disable-next-line headgate/no-globals -- the clock is replaced and not read
  const clock = performance;
  const own = Object.getOwnPropertyDescriptor(clock, "now");
  let looks = 0;
  Object.defineProperty(clock, "now", { value: () => ++looks, configurable: true, writable: true });
  try {
    return { result: work(), looks };
  } finally {
    if (own === undefined) Reflect.deleteProperty(clock, "now");
    else Object.defineProperty(clock, "now", own);
  }
}
