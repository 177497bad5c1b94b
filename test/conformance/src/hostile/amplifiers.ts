import { type Probe, refused, rejects } from "./probe.ts";

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

function record(length: number, member: (index: number) => [string, unknown]): unknown {
  return Object.fromEntries<unknown>(range(length).map((index) => member(index)));
}

/** What is bounded by steps alone may take as long as these. */
const ofBudget = { checkMs: 1000 };

/** Resources in a row, each of which brings one of two anchors: every path is a dynamic scope of its own. */
function dynamicScopes(rows: number): unknown {
  const uri = (name: string): string => `https://hostile.example/${name}`;
  const next = (row: number): string => (row + 1 < rows ? `fork${row + 1}` : "leaf");
  const branch = (kind: "a" | "b", row: number): [string, unknown] => [
    `${kind}${row}`,
    {
      $id: uri(`${kind}${row}`),
      $defs: { here: { $dynamicAnchor: `${kind}${row}`, type: "string" } },
      items: { $ref: next(row) },
    },
  ];
  const forks = range(rows).map((row): [string, unknown] => [
    `fork${row}`,
    { $id: uri(`fork${row}`), anyOf: [{ $ref: `a${row}` }, { $ref: `b${row}` }] },
  ]);
  const leaf = {
    $id: uri("leaf"),
    anyOf: range(rows).map((row) => ({ $dynamicRef: `#a${row}` })),
    $defs: record(rows, (row) => [`leaf${row}`, { $dynamicAnchor: `a${row}` }]),
  };
  const branches = range(rows).flatMap((row) => [branch("a", row), branch("b", row)]);
  return {
    $id: uri("root"),
    $ref: "fork0",
    $defs: Object.fromEntries<unknown>([...forks, ...branches, ["leaf", leaf]]),
  };
}

/** Small schemas and values whose product or power is large. */
export const amplifierProbes: Probe[] = [
  { name: "2^14 dynamic scopes", schema: () => dynamicScopes(14), expected: refused(/1 MB|large/) },
  {
    name: "12,000 schemas for each of 400,000 items",
    schema: () => ({ items: { allOf: range(12_000).map(() => ({ type: "integer" })) } }),
    value: () => range(400_000),
    expected: rejects("complexity"),
    limits: ofBudget,
  },
  {
    name: "8,000 objects in an enum, 100,000 items",
    schema: () => ({ items: { enum: range(8000).map((a) => ({ a })) } }),
    value: () => range(100_000).map((a) => ({ a: -1 - a })),
    expected: rejects("enum"),
    limits: ofBudget,
  },
  {
    name: "unevaluatedProperties beside 3,000 branches, 100,000 members",
    schema: () => ({
      anyOf: range(3000).map((index) => ({ properties: { [`p${index}`]: true } })),
      unevaluatedProperties: false,
    }),
    value: () => record(100_000, (index) => [`p${index}`, 1]),
    expected: rejects("complexity|unevaluatedProperties"),
    limits: ofBudget,
  },
  {
    name: "12,000 patternProperties",
    schema: () => ({ patternProperties: record(12_000, (index) => [`^x${index}y`, true]) }),
    expected: refused(/patterns/),
    limits: { createMs: 500 },
  },
  {
    name: "6,000 references in a row",
    schema: () => ({
      $ref: "#/$defs/d0",
      $defs: record(6000, (index) => [`d${index}`, { $ref: `#/$defs/d${(index + 1) % 6000}` }]),
    }),
    expected: refused(/inside each other|itself/),
    limits: { createMs: 500 },
  },
  {
    name: "a default that has the same default inside",
    schema: () => ({ properties: { a: { $ref: "#", default: {} } } }),
    expected: refused(/default/),
  },
  {
    name: "a default of 200 KB for each of 100,000 items",
    schema: () => ({ items: { properties: { a: { default: "x".repeat(200_000) } } } }),
    value: () => range(100_000).map(() => ({})),
    expected: rejects("complexity"),
    limits: ofBudget,
  },
];
