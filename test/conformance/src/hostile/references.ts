import { nest } from "./nest.ts";
import { type Probe, refused, rejects } from "./probe.ts";

const cycle = /cycle|circ|itself|loop/i;
const paths = /path|branch|ways|combin|times/i;

/** 20 definitions, each of which applies the next twice to the same value. */
function doubling(keyword: string): unknown {
  const step = (next: number): unknown => {
    const reference = { $ref: `#/$defs/d${next}` };
    return { [keyword]: [reference, reference] };
  };
  const definitions: Record<string, unknown> = { d20: { type: "string" } };
  for (let index = 0; index < 20; index += 1) definitions[`d${index}`] = step(index + 1);
  return { $ref: "#/$defs/d0", $defs: definitions };
}

/** Two branches that both go on with the same member: the paths double at each level of the value. */
function twoBranches(keyword: string): unknown {
  const branch = (name: string): unknown => ({
    properties: { a: { $ref: "#" } },
    ...(keyword === "allOf" ? {} : { required: [name] }),
  });
  return { [keyword]: [branch("b"), branch("c")] };
}

const chain = (levels: number): unknown => nest(levels, {}, (a) => ({ a }));

/** What no schema shows beforehand ends when `check` has done what it may. */
const ofBudget = { checkMs: 1000 };

export const referenceProbes: Probe[] = [
  { name: '$ref "#"', schema: () => ({ $ref: "#" }), expected: refused(cycle) },
  {
    name: "two definitions that refer to each other",
    schema: () => ({
      $ref: "#/$defs/a",
      $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } },
    }),
    expected: refused(cycle),
  },
  { name: "allOf of itself", schema: () => ({ allOf: [{ $ref: "#" }] }), expected: refused(cycle) },
  {
    name: "$dynamicRef to itself",
    schema: () => ({ $dynamicAnchor: "node", $dynamicRef: "#node" }),
    expected: refused(cycle),
  },
  {
    name: "dangling $dynamicRef",
    schema: () => ({ $dynamicRef: "#nowhere" }),
    expected: refused(/#nowhere/),
  },
  {
    name: "dangling $ref where no value reaches it",
    schema: () => ({ properties: { a: { $ref: "#/$defs/nowhere" } } }),
    expected: refused(/nowhere/),
  },
  {
    name: "$ref into the network",
    schema: () => ({ $ref: "http://127.0.0.1:1/schema" }),
    expected: refused(/127\.0\.0\.1/),
  },
  ...["anyOf", "allOf", "oneOf"].map((keyword) => ({
    name: `2^20 paths through ${keyword}`,
    schema: () => doubling(keyword),
    expected: refused(paths),
  })),
  {
    name: "recursion through two branches of allOf, 100 deep",
    schema: () => twoBranches("allOf"),
    value: () => chain(100),
    expected: rejects("complexity"),
    limits: ofBudget,
  },
  {
    name: "recursion through two branches of anyOf, 100 deep",
    schema: () => twoBranches("anyOf"),
    value: () => chain(100),
    expected: rejects("complexity"),
    limits: ofBudget,
  },
];
