import { describe, test } from "vitest";

import { toPrecedence } from "./precedence.ts";
import { isSemanticVersion } from "./semantic-version.ts";

/** Each ranks above the one before it. */
const ranked = [
  "0.0.1-0",
  "0.0.1",
  "0.1.0",
  "0.9.0",
  "0.10.0",
  "1.0.0-0",
  "1.0.0-9",
  "1.0.0-10",
  "1.0.0-10.0",
  "1.0.0--",
  "1.0.0-A",
  "1.0.0-alpha",
  "1.0.0-alpha.1",
  "1.0.0-alpha.2",
  "1.0.0-alpha.11",
  "1.0.0-alpha.beta",
  "1.0.0-alpha-x",
  "1.0.0-alpha0",
  "1.0.0-beta",
  "1.0.0-beta.2",
  "1.0.0-beta.11",
  "1.0.0-rc.1",
  `1.0.0-rc.${"9".repeat(55)}`,
  "1.0.0",
  "1.0.1-rc",
  "1.0.1",
  "2.0.0",
  "10.0.0",
  "999999999.999999999.999999999",
];

describe("the precedence of a semantic version", () => {
  test("sorts as versions rank", ({ expect }) => {
    const texts = ranked.map(toPrecedence);
    expect(texts.toSorted(byCodeUnit)).toEqual(texts);
    expect(new Set(texts).size).toBe(ranked.length);
  });

  test("is of versions only, each of which the grammar takes", ({ expect }) => {
    expect(ranked.filter((version) => !isSemanticVersion(version))).toEqual([]);
  });
});

function byCodeUnit(one: string, two: string): number {
  return one < two ? -1 : 1;
}
