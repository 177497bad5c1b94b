import { randomKeywords } from "./random-keywords.ts";
import type { Random } from "./random.ts";
import { type Builder, inPlace, type Node, openRegion, type Place } from "./schema-builder.ts";

const dialect = "https://json-schema.org/draft/2020-12/schema";

/**
 * A schema with any keyword of 2020-12 that judges, `format` left out, with definitions, references,
 * embedded resources and anchors, that breaks no rule of the standard and has no reference cycle that
 * consumes nothing.
 */
export function randomSchema(random: Random, uri: string): Node {
  const builder: Builder = {
    random,
    uri: random.chance(0.6) ? uri : "",
    usesDynamicRefs: random.chance(0.5),
    regions: [],
    named: 0,
  };
  const place = { resource: builder.uri, pointer: "" };
  const region = openRegion(builder, place);
  region.isDefinition = true;
  region.isDynamic = builder.usesDynamicRefs && random.chance(0.3);
  const at: Place = { ...place, region, levels: 5 };
  const definitions = randomDefinitions(builder, at);
  const root = randomKeywords(builder, at, 4);
  return {
    $schema: dialect,
    ...(builder.uri === "" ? {} : { $id: builder.uri }),
    ...(region.isDynamic ? { $dynamicAnchor: "node" } : {}),
    ...root,
    ...(Object.keys(definitions).length === 0 ? {} : { $defs: definitions }),
  };
}

function randomDefinitions(builder: Builder, root: Place): Record<string, Node> {
  const count = builder.random.below(builder.usesDynamicRefs ? 5 : 4);
  const definitions: Record<string, Node> = {};
  // All are known before the first is written, so that references can lead ahead.
  const places = Array.from({ length: count }, (_, index) => openDefinition(builder, root, index));
  for (const { name, at } of places) {
    const node = randomKeywords(builder, at, 3);
    at.region.isComplete = true;
    const anchor = at.region.anchor === null ? {} : { $anchor: at.region.anchor };
    const dynamic = at.region.isDynamic ? { $dynamicAnchor: "node" } : {};
    const id = at.resource === root.resource ? {} : { $id: at.resource };
    definitions[name] = { ...id, ...anchor, ...dynamic, ...node };
  }
  return definitions;
}

function openDefinition(builder: Builder, root: Place, index: number): { name: string; at: Place } {
  const { random, regions, uri } = builder;
  const name = `d${index}`;
  const embedded = uri !== "" && random.chance(0.5);
  const place = embedded
    ? { resource: uri.replace(/[^/]*$/, name), pointer: "" }
    : inPlace(root, "$defs", name);
  const region = openRegion(builder, place);
  region.isDefinition = true;
  if (random.chance(0.3)) region.anchor = `anchor-${index}`;
  const isTaken = regions.some((one) => one.isDynamic && one.resource === region.resource);
  region.isDynamic = builder.usesDynamicRefs && !isTaken && random.chance(0.6);
  return { name, at: { ...root, ...place, region, levels: 4 } };
}
