import { describe, test } from "vitest";

import { RetryBudget } from "./retry-budget.ts";

/** Takes until there is none left. */
function takeAll(budget: RetryBudget, at: { slots: number; now: number }): number {
  let taken = 0;
  while (budget.take(at)) taken += 1;
  return taken;
}

describe("a retry budget", () => {
  test("begins with a retry for each slot, and with ten at least", ({ expect }) => {
    expect(takeAll(new RetryBudget(), { slots: 64, now: 0 })).toBe(64);
    expect(takeAll(new RetryBudget(), { slots: 1, now: 0 })).toBe(10);
  });

  test("gains its share of each admission", ({ expect }) => {
    const budget = new RetryBudget();
    takeAll(budget, { slots: 50, now: 0 });
    for (let count = 0; count < 100; count += 1) budget.feed(0.25);
    expect(takeAll(budget, { slots: 50, now: 0 })).toBe(25);
  });

  test("holds no more than it began with, however much it is fed", ({ expect }) => {
    const budget = new RetryBudget();
    for (let count = 0; count < 1_000; count += 1) budget.feed(1);
    expect(takeAll(budget, { slots: 20, now: 0 })).toBe(20);
  });

  test("fills by itself within a minute, and not when the clock goes back", ({ expect }) => {
    const budget = new RetryBudget();
    takeAll(budget, { slots: 60, now: 60_000 });
    expect(takeAll(budget, { slots: 60, now: 0 })).toBe(0);
    expect(takeAll(budget, { slots: 60, now: 30_000 })).toBe(30);
    expect(takeAll(budget, { slots: 60, now: 90_000 })).toBe(60);
  });
});
