import { randomAssertion } from "./random-assertion.ts";
import { randomReference } from "./random-reference.ts";
import { pickName, randomObject } from "./random-value.ts";
import { type Builder, consuming, inPlace, type Node, type Place } from "./schema-builder.ts";

type Keywords = Record<string, unknown>;

/** Up to this many groups of keywords that belong together. */
export function randomKeywords(builder: Builder, at: Place, most: number): Keywords {
  const keywords: Keywords = {};
  const count = 1 + builder.random.below(most);
  for (let index = 0; index < count; index += 1) {
    const known = builder.regions.length;
    const group = randomGroup(builder, at);
    const isTaken = Object.keys(group).some((keyword) => keyword in keywords);
    // What is not written is no place that a reference may lead to.
    if (isTaken) builder.regions.length = known;
    else Object.assign(keywords, group);
  }
  return keywords;
}

function randomGroup(builder: Builder, at: Place): Keywords {
  const { random } = builder;
  if (at.levels <= 0 || random.chance(0.3)) return randomAssertion(random);
  if (random.chance(0.25)) return randomReference(builder, at);
  return random.pick(applicators)(builder, at);
}

/** A subschema applied to the same value. */
function beside(builder: Builder, at: Place, ...steps: string[]): Node {
  return randomNode(builder, inPlace(at, ...steps));
}

/** A subschema applied to a part of the value, now and then a resource of its own. */
function inside(builder: Builder, at: Place, ...steps: string[]): Node {
  const place = consuming(builder, at, ...steps);
  const isResource = builder.uri !== "" && builder.random.chance(0.05);
  if (!isResource) return complete(place, randomNode(builder, place));
  builder.named += 1;
  const resource = builder.uri.replace(/[^/]*$/, `r${builder.named}`);
  Object.assign(place.region, { resource, pointer: "" });
  const own: Place = { ...place, resource, pointer: "" };
  return complete(own, { $id: resource, ...randomKeywords(builder, own, 3) });
}

function complete(at: Place, node: Node): Node {
  at.region.isComplete = true;
  return node;
}

function randomNode(builder: Builder, at: Place): Node {
  const { random } = builder;
  if (random.chance(0.15)) return random.chance(0.6);
  return randomKeywords(builder, at, at.levels > 2 ? 3 : 2);
}

type Applicator = (builder: Builder, at: Place) => Keywords;

const lists = ["allOf", "anyOf", "oneOf"] as const;

const ofSame: [Applicator, ...Applicator[]] = [
  (builder, at) => {
    const keyword = builder.random.pick(lists);
    return { [keyword]: randomList(builder, (index) => beside(builder, at, keyword, index)) };
  },
  (builder, at) => ({ not: beside(builder, at, "not") }),
  (builder, at) => {
    const branches = ["then", "else"].filter(() => builder.random.chance(0.7));
    return Object.fromEntries(["if", ...branches].map((name) => [name, beside(builder, at, name)]));
  },
  (builder, at) => ({
    dependentSchemas: randomObject(builder.random, (name) =>
      beside(builder, at, "dependentSchemas", name),
    ),
  }),
];

const ofMembers: [Applicator, ...Applicator[]] = [
  (builder, at) => ({
    properties: randomObject(builder.random, (name) => inside(builder, at, "properties", name)),
  }),
  (builder, at) => {
    const pattern = builder.random.pick(["^a", "b$", "^[a-c]$", "/", "^.$", "^$"]);
    return { patternProperties: { [pattern]: inside(builder, at, "patternProperties", pattern) } };
  },
  (builder, at) => ({ additionalProperties: inside(builder, at, "additionalProperties") }),
  (builder, at) => ({ propertyNames: inside(builder, at, "propertyNames") }),
  unevaluatedProperties,
  unevaluatedProperties,
];

const ofItems: [Applicator, ...Applicator[]] = [
  (builder, at) => ({
    prefixItems: randomList(builder, (index) => inside(builder, at, "prefixItems", index)),
  }),
  (builder, at) => ({ items: inside(builder, at, "items") }),
  (builder, at) => {
    const { random } = builder;
    return {
      contains: inside(builder, at, "contains"),
      ...(random.chance(0.5) ? { minContains: random.below(3) } : {}),
      ...(random.chance(0.3) ? { maxContains: random.below(4) } : {}),
    };
  },
  unevaluatedItems,
  unevaluatedItems,
];

const applicators: [Applicator, ...Applicator[]] = [
  (builder, at) => builder.random.pick(ofSame)(builder, at),
  (builder, at) => builder.random.pick(ofMembers)(builder, at),
  (builder, at) => builder.random.pick(ofItems)(builder, at),
  ({ random }) => ({ required: [...new Set([pickName(random), pickName(random)])] }),
];

function unevaluatedProperties(builder: Builder, at: Place): Keywords {
  const isClosed = builder.random.chance(0.6);
  return {
    unevaluatedProperties: !isClosed && inside(builder, at, "unevaluatedProperties"),
  };
}

function unevaluatedItems(builder: Builder, at: Place): Keywords {
  const isClosed = builder.random.chance(0.6);
  return { unevaluatedItems: !isClosed && inside(builder, at, "unevaluatedItems") };
}

function randomList(builder: Builder, item: (index: string) => Node): Node[] {
  return Array.from({ length: 1 + builder.random.below(3) }, (_, index) => item(String(index)));
}
