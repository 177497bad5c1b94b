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
    name: "30 alternatives of two ways each, in a row",
    schema: () => ({ pattern: `^${"(a|a)".repeat(30)}$` }),
    expected: refused(/too complicated/),
  },
  {
    name: "100 patterns that each keep their judge busy",
    schema: () => ({
      anyOf: Array.from({ length: 100 }, (_, at) => ({
        maxLength: 9,
        pattern: `^.{${at}}a*a*$`,
      })),
    }),
    expected: refused(/too complicated/),
  },
  {
    name: "a pattern of 200,000 characters",
    schema: () => ({ pattern: `^${"ab?".repeat(66_000)}$` }),
    expected: refused(/too complicated/),
  },
  {
    name: "a class of 60,000 characters",
    schema: () => ({
      pattern: `^[${String.fromCodePoint(...Array.from({ length: 60_000 }, (_, at) => 0x1_00_00 + at))}]+$`,
    }),
    expected: refused(/too complicated/),
  },
  {
    name: "groups 10,000 deep",
    schema: () => ({ pattern: `${"(?:".repeat(10_000)}a${")".repeat(10_000)}` }),
    expected: refused(/too complicated|regular expression/),
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
