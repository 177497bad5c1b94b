import { numbers, pickName, randomObject, randomValue } from "./random-value.ts";
import type { Random } from "./random.ts";

type Keywords = Record<string, unknown>;

const types = ["null", "boolean", "number", "integer", "string", "array", "object"] as const;

/** One keyword of the validation vocabulary, or one that says nothing. */
export function randomAssertion(random: Random): Keywords {
  return random.pick(assertions)(random);
}

function bound(...keywords: [string, ...string[]]): (random: Random) => Keywords {
  return (random) => ({ [random.pick(keywords)]: random.below(4) });
}

const assertions: [(random: Random) => Keywords, ...((random: Random) => Keywords)[]] = [
  (random) => ({ type: random.pick(types) }),
  (random) => ({ type: [...new Set([random.pick(types), random.pick(types)])] }),
  (random) => ({ const: randomValue(random, 2) }),
  (random) => ({ enum: distinct([randomValue(random, 1), randomValue(random, 2), "a"]) }),
  (random) => ({
    [random.pick(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"])]:
      random.pick(numbers),
  }),
  (random) => ({ multipleOf: random.pick([1, 2, 3, 0.1, 0.5, 0.01, 1.5, 1e-8]) }),
  bound("minLength", "maxLength"),
  bound("minItems", "maxItems"),
  bound("minProperties", "maxProperties"),
  (random) => ({ pattern: random.pick(["^a", "b$", "^.$", "^\\p{L}*$", "[^a]"]) }),
  (random) => ({ uniqueItems: random.chance(0.8) }),
  (random) => ({ required: [...new Set([pickName(random), pickName(random)])] }),
  (random) => ({ dependentRequired: randomObject(random, () => [pickName(random)]) }),
  (random) => ({ [random.pick(["title", "$comment", "x-note"])]: "a" }),
];

function distinct(values: unknown[]): unknown[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText.values()];
}
