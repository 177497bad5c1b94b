import { test } from "vitest";

import { toEcmaPattern } from "./to-ecma-pattern.ts";

const patterns: [string, string | null][] = [
  ["^[a-z]+$", "^[a-z]+$"],
  ["\\A\\d{1,4}\\Z", "^\\d{1,4}$"],
  ["(?P<w>\\d+)x(?P=w)", "(?<w>\\d+)x\\k<w>"],
  ["\\-\\_\\ \\#\\@", "-_ #@"],
  ["[\\w\\-\\.]+", "[\\w\\-\\.]+"],
  ["[[a]", "[\\[a]"],
  ["[(?P<]", "[(?P<]"],
  ["[\\_]", "[_]"],
  ["\\[\\]", "\\[\\]"],
  ["(?i)abc", null],
  ["(", null],
  ["[]a]", null],
];

test.for(patterns)("writes %s as %s", ([python, ecma], { expect }) => {
  expect(toEcmaPattern(python)).toBe(ecma);
});
