import { type Probe, refused, rejects } from "./probe.ts";

const backtracks = /backtrack|exponential|polynomial|time/i;

export const patternProbes: Probe[] = [
  {
    name: "pattern ^(a+)+$",
    schema: () => ({ type: "string", pattern: "^(a+)+$" }),
    expected: refused(backtracks),
  },
  {
    name: "patternProperties ^(a|a)*$",
    schema: () => ({ patternProperties: { "^(a|a)*$": true } }),
    expected: refused(backtracks),
  },
  {
    name: "pattern a*b without maxLength",
    schema: () => ({ type: "string", pattern: "a*b" }),
    expected: refused(backtracks),
  },
  {
    name: "pattern a*b beside maxLength 64, 100,000 characters",
    schema: () => ({ type: "string", maxLength: 64, pattern: "a*b" }),
    value: () => "a".repeat(100_000),
    expected: rejects("maxLength"),
  },
  {
    name: "patternProperties a*b, a name of 100,000 characters",
    schema: () => ({ patternProperties: { "a*b": true } }),
    expected: refused(backtracks),
  },
  {
    name: "pattern (",
    schema: () => ({ pattern: "(" }),
    expected: refused(/regular expression|pattern/i),
  },
  {
    name: String.raw`pattern ^[\w-.]+$`,
    schema: () => ({ pattern: String.raw`^[\w-.]+$` }),
    expected: refused(/regular expression|pattern/i),
  },
  {
    name: "format url, 48 characters",
    schema: () => ({ format: "url" }),
    value: () => `http://${"a".repeat(40)} `,
    expected: rejects("format"),
  },
];
