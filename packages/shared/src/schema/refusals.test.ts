import { describe, test } from "vitest";

import { createPatternJudge } from "../patterns/create-pattern-judge.ts";
import { compileSchema } from "./compile-schema.ts";
import { SchemaError } from "./schema-error.ts";

/** `pointer: message` of each fault, or of each warning where the schema is taken. */
function told(schema: unknown): { taken: boolean; says: string[] } {
  const line = ({ pointer, message }: { pointer: string; message: string }): string =>
    `${pointer}: ${message}`;
  try {
    const { warnings } = compileSchema(schema, { judgePattern: createPatternJudge() });
    return { taken: true, says: warnings.map(line) };
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return { taken: false, says: error.faults.map(line) };
  }
}

function nest(levels: number, around: (inside: unknown) => unknown): unknown {
  return levels === 0 ? true : around(nest(levels - 1, around));
}

/** As many paths as 2 to the power of `levels`. */
function explosion(keyword: string, levels: number): unknown {
  const definitions = Array.from({ length: levels }, (_, at): [string, unknown] => {
    const next = { $ref: `#/$defs/d${at + 1}` };
    return [`d${at}`, { [keyword]: [next, next] }];
  });
  return {
    $ref: "#/$defs/d0",
    $defs: { ...Object.fromEntries(definitions), [`d${levels}`]: true },
  };
}

const onlyDialect = "only https://json-schema.org/draft/2020-12/schema is understood";
const draft7 = "http://json-schema.org/draft-07/schema";
const exploding =
  "/$defs/d7: this schema has more than 16384 paths through `allOf`, `anyOf`, `oneOf` and the like for one value; write fewer alternatives, or nest them less";
const valid = "a regular expression that is valid with the `u` flag";

const refusals: [title: string, schema: unknown, says: string][] = [
  ["a number", 5, ": a schema must be an object, true or false; got 5"],
  ["null", null, ": a schema must be an object, true or false; got null"],
  ["a list", [], ": a schema must be an object, true or false; got an empty array"],
  [
    "no type",
    { properties: { a: { type: "strin" } } },
    '/properties/a/type: `type` must be one of array, boolean, integer, null, number, object, string, or a list of different ones; got "strin"',
  ],
  [
    "an older draft",
    { $schema: `${draft7}#` },
    `/$schema: \`$schema\` is "${draft7}"; ${onlyDialect}, and this older draft has to be rewritten to it first`,
  ],
  [
    "an older draft inside",
    { $defs: { a: { $id: "https://schemas.example/a", $schema: draft7 } } },
    `/$defs/a/$schema: \`$schema\` is "${draft7}"; ${onlyDialect}, and this older draft has to be rewritten to it first`,
  ],
  [
    "an unknown dialect",
    { $schema: "https://schemas.example/mine" },
    `/$schema: \`$schema\` is "https://schemas.example/mine"; ${onlyDialect}, and a dialect of your own needs its meta-schema among the given documents`,
  ],
  [
    "more than 256 KB",
    { description: "x".repeat(262_145) },
    ": the schema has 262163 bytes; at most 262144 are allowed",
  ],
  ["65 levels", nest(65, (not) => ({ not })), ": the schema is nested deeper than 64 levels"],
  [
    "10,000 levels",
    nest(5000, (a) => ({ properties: { a } })),
    ": the schema is nested deeper than 64 levels",
  ],
  ["a dangling pointer", { $ref: "#/$defs/x" }, '/$ref: `$ref` points at nothing: "#/$defs/x"'],
  ["a dangling anchor", { $ref: "#x" }, '/$ref: `$ref` points at nothing: "#x"'],
  [
    "a dangling dynamic anchor",
    { $dynamicRef: "#x" },
    '/$dynamicRef: `$dynamicRef` points at nothing: "#x"',
  ],
  [
    "a remote reference",
    { $ref: "https://schemas.example/x" },
    '/$ref: `$ref` leads out of the schema, to "https://schemas.example/x"; nothing is fetched: put that schema under `$defs` and refer to it as `#/$defs/…`',
  ],
  [
    "a cycle that consumes nothing",
    { allOf: [{ $ref: "#" }] },
    "/allOf/0/$ref: this `$ref` leads back to itself without going into the value: the check would never end",
  ],
  ["2^20 paths of allOf", explosion("allOf", 20), exploding],
  ["2^20 paths of anyOf", explosion("anyOf", 20), exploding],
  ["2^20 paths of oneOf", explosion("oneOf", 20), exploding],
  ["a pattern that is none", { pattern: "(" }, `/pattern: \`pattern\` must be ${valid}; got "("`],
  [
    "a name that is no pattern",
    { patternProperties: { a: true, "^[\\w-.]+$": true } },
    `/patternProperties/^[\\w-.]+$: "^[\\\\w-.]+$" under \`patternProperties\` must be ${valid}`,
  ],
  [
    "a pattern that backtracks without end",
    { patternProperties: { "^(a+)+$": true } },
    '/patternProperties/^(a+)+$: the pattern "^(a+)+$" can take time that doubles with each character; write it so that no repetition contains another one that can match the same text',
  ],
  [
    "a pattern that nobody can judge",
    { pattern: "(?<=a*)b" },
    '/pattern: the pattern "(?<=a*)b" is too complicated to tell how long it can take; write it more simply, with fewer counts and alternatives, and without look-behind and back-references',
  ],
  [
    "a default that breaks its schema",
    { properties: { n: { type: "integer", default: "x" } } },
    '/properties/n/default: `default` must be an integer; got "x" (the schema breaks its own `default`)',
  ],
  [
    "an example that breaks its schema",
    { items: { type: "integer", examples: [1, 1.5] } },
    "/items/examples/1: `examples[1]` must be an integer; got 1.5 (the schema breaks its own `examples`)",
  ],
];

const taken: [title: string, schema: unknown, says: string[]][] = [
  [
    "with a misspelt keyword",
    { properties: { a: { minlength: 3 } }, requird: ["a"] },
    [
      "/requird: `requird` is no keyword; did you mean `required`?",
      "/properties/a/minlength: `minlength` is no keyword; did you mean `minLength`?",
    ],
  ],
  [
    "with an unknown format",
    { items: { format: "datetime" } },
    [
      '/items/format: the format "datetime" is not known, so it is not checked; did you mean "date-time"?',
    ],
  ],
  ["with uniqueItems and no maxItems, which takes linear time", { uniqueItems: true }, []],
  ["of 64 levels", nest(32, (a) => ({ properties: { a } })), []],
];

describe("a schema", () => {
  test.for(refusals)("is refused in one sentence: %s", ([, schema, says], { expect }) => {
    expect(told(schema)).toEqual({ taken: false, says: [says] });
  });

  test.for(taken)("is taken %s", ([, schema, says], { expect }) => {
    expect(told(schema)).toEqual({ taken: true, says });
  });
});

describe("a definition that nothing refers to", () => {
  const hostile = { endless: { $ref: "#/$defs/endless" }, slow: { pattern: "^(a+)+$" } };

  test("is left out of the flat form, and not judged", ({ expect }) => {
    expect(told({ type: "object", $defs: hostile })).toEqual({ taken: true, says: [] });
    const { flat } = compileSchema({ default: {}, $defs: hostile });
    expect(flat).toEqual({ default: {} });
  });

  test.for(["endless", "slow"] as const)(
    "is judged where something refers to it, or a sample stands in it: %s",
    (name, { expect }) => {
      const reference = { $ref: `#/$defs/${name}` };
      expect(told({ items: { not: reference }, $defs: hostile }).taken).toBe(false);
      expect(told({ $defs: { ...hostile, a: { items: reference, default: [] } } }).taken).toBe(
        false,
      );
      const own = { [name]: { ...hostile[name], default: "a" } };
      expect(told({ $defs: { ...hostile, ...own } }).taken).toBe(false);
    },
  );
});
