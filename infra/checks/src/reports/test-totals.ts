/** How many tests ended how. */
export interface TestTotals {
  passed: number;
  failed: number;
  skipped: number;
}

/** Adds up the totals of several packages. */
export function sumTotals(all: TestTotals[]): TestTotals {
  const sum: TestTotals = { passed: 0, failed: 0, skipped: 0 };
  for (const one of all) {
    sum.passed += one.passed;
    sum.failed += one.failed;
    sum.skipped += one.skipped;
  }
  return sum;
}

/** The closing line of a test run, such as `12 passed, 0 failed`; skipped tests only if there are any. */
export function formatTotals({ passed, failed, skipped }: TestTotals): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}
