import { describe, test } from "vitest";

import { judgePattern } from "./judge-pattern.ts";
import { readCounts } from "./read-counts.ts";

const harmless = [
  "^[a-z]+$",
  "^[0-9a-f]{64}$",
  "^\\S(?:.*\\S)?$",
  "^sha256:[0-9a-f]{64}$",
  "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
  "^\\d{4}-\\d{2}-\\d{2}$",
  "^[a-z0-9.-]{3,63}$",
  "^[a-z]{1,63}\\.[a-z]{1,63}\\.[a-z]{1,63}$",
  "^(?:[a-z]{1,63}\\.){1,8}[a-z]{2,63}$",
  "^https?://",
  "^[\\u{1F600}-\\u{1F64F}]+$",
  "^((25[0-5]|(2[0-4]|1\\d|[1-9]|)\\d)\\.?\\b){4}$",
];

const exponential = [
  "^(a+)+$",
  "^(a|a)*$",
  "^(\\w+\\s?)*$",
  "(x+x+)+y",
  "(((((a*)*)*)*)*)*b",
  "^(a{1,1000}){1,1000}$",
  "^(?:[a-z]{0,50}){50}$",
  "^(a?){50}a{50}$",
];

const polynomial: [string, number][] = [
  ["a*b", 2],
  ["^a*a*$", 2],
  ["^\\s+|\\s+$", 2],
  ["^.*a.*b.*c$", 3],
];

describe("judging a pattern", () => {
  test.for(harmless)("finds %s linear", (pattern, { expect }) => {
    expect(judgePattern(pattern)).toEqual({ kind: "linear" });
  });

  test.for(exponential)("finds %s exponential", (pattern, { expect }) => {
    expect(judgePattern(pattern)).toEqual({ kind: "exponential" });
  });

  test.for(polynomial)("finds %s polynomial, with its degree", ([pattern, degree], { expect }) => {
    expect(judgePattern(pattern)).toEqual({ kind: "polynomial", degree });
  });

  test.for(["^(?=.*a)b", "^(.*)\\1$"])(
    "gives no answer to %s, which is more than a regular expression",
    (pattern, { expect }) => {
      expect(judgePattern(pattern)).toEqual({ kind: "unknown" });
    },
  );

  test("gives up a pattern that would take it seconds", ({ expect }) => {
    const pattern = "^(?:(?:a|ab)(?:c|bcd)(?:d*)){20}$";
    expect(judgePattern(pattern)).toEqual({ kind: "unknown" });
  });
});

test("counts the ways of a text through a pattern, and puts stars for counts", ({ expect }) => {
  expect(readCounts("^a{2,4}(?:b|cd?){2}[{]\\{\\p{L}{3}$")).toEqual({
    ways: 3 * 9,
    starred: "^a*(?:b|cd*)*[{]\\{\\p{L}*$",
    largest: 4,
  });
});
