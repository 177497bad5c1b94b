import fc from "fast-check";
import { describe, test } from "vitest";

import { split } from "./split.ts";

describe("splitting", () => {
  test("gives whole parts that add up, and nothing to whom has no weight", ({ expect }) => {
    const weights = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 64 });
    const property = fc.property(
      fc.nat({ max: 100_000 }),
      weights,
      fc.nat({ max: 2 }),
      (total, given, least) => {
        const parts = split(total, given, least);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
        expect(parts.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
        if (given.every((weight) => weight === 0)) return;
        for (const [index, weight] of given.entries())
          if (weight === 0) expect(parts[index]).toBe(0);
      },
    );
    fc.assert(property);
  });

  test.for([
    [7, [1, 1, 1], 0, [3, 2, 2]],
    [10, [8, 2], 0, [8, 2]],
    [3, [100, 1, 1], 0, [3, 0, 0]],
    [3, [100, 1, 1], 1, [1, 1, 1]],
    [1, [5, 5, 5], 1, [0, 0, 1]],
    [5, [0, 0], 0, [5, 0]],
  ] as const)("%j by %j, at least %j each, is %j", ([total, weights, least, parts], { expect }) => {
    expect(split(total, weights, least)).toEqual(parts);
  });
});
