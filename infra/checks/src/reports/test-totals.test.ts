import { test } from "vitest";

import { formatTotals, sumTotals } from "./test-totals.ts";

test("adds up the totals of all packages", ({ expect }) => {
  const sum = sumTotals([
    { passed: 3, failed: 1, skipped: 0 },
    { passed: 4, failed: 0, skipped: 2 },
  ]);
  expect(formatTotals(sum)).toBe("7 passed, 1 failed, 2 skipped");
});

test("leaves skipped tests out of the line when there are none", ({ expect }) => {
  expect(formatTotals(sumTotals([]))).toBe("0 passed, 0 failed");
});
