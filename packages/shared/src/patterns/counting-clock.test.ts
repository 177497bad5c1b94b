import { test } from "vitest";

import { withCountingClock } from "./counting-clock.ts";

test("counts looks instead of time, and puts the clock back", ({ expect }) => {
  const before = performance.now();
  expect(withCountingClock(() => [performance.now(), performance.now()])).toEqual({
    result: [1, 2],
    looks: 2,
  });
  expect(performance.now()).toBeGreaterThanOrEqual(before);
  expect(Object.hasOwn(performance, "now")).toBe(false);
});

test("puts the clock back when the work fails", ({ expect }) => {
  const fail = (): never => {
    throw new Error("no");
  };
  expect(() => withCountingClock(fail)).toThrow("no");
  expect(Object.hasOwn(performance, "now")).toBe(false);
});
