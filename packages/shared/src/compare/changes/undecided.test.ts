import { test } from "vitest";

import { compareSchemas } from "../compare-schemas.ts";
import type { Change } from "./change.ts";

/** What is beyond the proof and has no counter-example, by reason. */
const undecided: readonly Change[] = [
  [
    "look-ahead is no regular expression",
    { type: "string", pattern: "^(?=a)a+$" },
    { type: "string", pattern: "^a+$" },
    "same",
  ],
  [
    "the language of a format is not known",
    { type: "string", format: "date" },
    { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$" },
    "wider",
  ],
  [
    "too many states to tell two patterns apart",
    { type: "string", pattern: "^(a|b)*a(a|b){15}$" },
    { type: "string", pattern: "^[ab]*a[ab]{15}$" },
    "same",
  ],
  [
    "the value would be too long to be written",
    { type: "string", minLength: 100_000 },
    { type: "string", minLength: 200_000 },
    "narrower",
  ],
];

test.for(undecided)("says that it does not know: %s", ([, before, after], { expect }) => {
  expect(compareSchemas(before, after, "input")).toEqual({
    verdict: "unknown",
    breaks: [],
    bump: "major",
  });
});
