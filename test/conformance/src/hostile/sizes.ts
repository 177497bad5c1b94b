import { nest } from "./nest.ts";
import { type Probe, refused, rejects } from "./probe.ts";

const tree = (): unknown => ({ type: "array", items: { $ref: "#" } });
const deep = (levels: number) => (): unknown => nest(levels, [], (item) => [item]);
const integers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const rows = (count: number): unknown[] =>
  integers(count).map((id) => ({ id, name: `row ${id}`, tags: ["a", "b"], at: [id, id + 1] }));
const unique = (): unknown => ({ type: "array", uniqueItems: true, maxItems: 200_000 });
const ofUnique = { createMs: 100, checkMs: 200 };

export const sizeProbes: Probe[] = [
  {
    name: "schema 10,000 deep",
    schema: () => nest(10_000, {}, (items) => ({ items })),
    expected: refused(/64|deep|level/),
  },
  {
    name: "schema 1,000 deep in allOf",
    schema: () => nest(1000, {}, (one) => ({ allOf: [one] })),
    expected: refused(/64|deep|level/),
  },
  {
    name: "value 1,000 deep, recursive schema",
    schema: tree,
    value: deep(1000),
    expected: rejects("json"),
  },
  {
    name: "value 10,000 deep, recursive schema",
    schema: tree,
    value: deep(10_000),
    expected: rejects("json"),
  },
  {
    name: "value 10,000 deep, schema true",
    schema: () => true,
    value: deep(10_000),
    expected: rejects("json"),
  },
  {
    name: "value 127 deep, recursive schema",
    schema: tree,
    value: deep(127),
    expected: { end: "accepts" },
  },
  {
    name: "uniqueItems, 10^5 integers",
    schema: unique,
    value: () => integers(100_000),
    expected: { end: "accepts" },
    limits: ofUnique,
  },
  {
    name: "uniqueItems, 10^5 integers and one of them again",
    schema: unique,
    value: () => [...integers(100_000), 7],
    expected: rejects("uniqueItems"),
    limits: ofUnique,
  },
  {
    name: "uniqueItems, 10^4 objects",
    schema: unique,
    value: () => rows(10_000),
    expected: { end: "accepts" },
    limits: ofUnique,
  },
  {
    name: "uniqueItems, 10^4 objects and one of them again, its members turned round",
    schema: unique,
    value: () => [...rows(10_000), { at: [7, 8], tags: ["a", "b"], name: "row 7", id: 7 }],
    expected: rejects("uniqueItems"),
    limits: ofUnique,
  },
  {
    name: "enum of 10^5 strings",
    schema: () => ({ enum: integers(100_000).map((id) => `value ${id}`) }),
    expected: refused(/KB|KiB|bytes|large/),
  },
  {
    name: "enum of 60 KB, 1,000 values that are not in it",
    schema: () => ({ items: { enum: integers(4000).map((id) => `value ${id}`) } }),
    value: () => integers(1000),
    expected: rejects("enum"),
  },
  {
    name: "200,000 wrong items",
    schema: () => ({ items: { type: "string" } }),
    value: () => integers(200_000),
    expected: rejects("type"),
  },
  {
    name: "contains with minContains, 200,000 misses",
    schema: () => ({ contains: { type: "string" }, minContains: 2 }),
    value: () => integers(200_000),
    // `contains` asks for what `minContains` counts: either may be named.
    expected: rejects("contains|minContains"),
  },
];
