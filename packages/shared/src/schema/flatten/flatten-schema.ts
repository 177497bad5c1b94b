import type { FlatSchema } from "../flat-schema.ts";
import { type JsonObject, setOwn } from "../json/json.ts";
import { emptyScope, enterScope } from "./dynamic-scope.ts";
import { spend } from "./flat-size.ts";
import {
  type Flattening,
  type FlattenOptions,
  keyOf,
  referTo,
  scopeAt,
} from "./flatten-definitions.ts";
import { flattenPlace } from "./flatten-place.ts";
import type { Place } from "./place.ts";
import { findReachableAnchors } from "./reachable-anchors.ts";
import type { Survey } from "./survey-schema.ts";

export interface Flattened {
  flat: FlatSchema;
  /** Where each schema object of the flat form came from. */
  origins: ReadonlyMap<object, Place>;
}

/** The surveyed schema as one document of plain local references. SchemaError where that is too large. */
export function flattenSchema(survey: Survey, options: FlattenOptions): Flattened {
  const flattening = startFlattening(survey, options);
  const { root } = survey;
  const scope = scopeAt(flattening, root, emptyScope);
  flattening.rootKey = keyOf(root, scope);
  flattening.taken.set(root.name, 1);
  const flat = flattenPlace(flattening, root, scope);
  const definitions = writeDefinitions(flattening);
  if (typeof flat !== "boolean" && Object.keys(definitions).length > 0) flat["$defs"] = definitions;
  return { flat, origins: flattening.origins };
}

/** One document whose property of each key is judged by that place's schema, as it stands. */
export function flattenPlaces(
  survey: Survey,
  places: ReadonlyMap<string, Place>,
  options: FlattenOptions,
): Flattened {
  const flattening = startFlattening(survey, options);
  const asked = new Set(Array.from(flattening.anchors.values(), (names) => [...names]).flat());
  const outermost = enterScope(emptyScope, survey.root.resource, asked);
  const properties: JsonObject = {};
  for (const [key, place] of places) {
    setOwn(properties, key, { $ref: referTo(flattening, place, outermost) });
  }
  const flat = { properties, $defs: writeDefinitions(flattening) };
  return { flat, origins: flattening.origins };
}

function startFlattening(survey: Survey, options: FlattenOptions): Flattening {
  return {
    survey,
    options,
    size: { spent: 0 },
    origins: new Map(),
    anchors: findReachableAnchors(survey),
    targets: findTargets(survey),
    rootKey: null,
    definitions: [],
    names: new Map(),
    taken: new Map(),
  };
}

function findTargets({ places }: Survey): Set<Place> {
  const targets = new Set<Place>();
  for (const { ref, dynamicRef } of places.values()) {
    if (ref !== null) targets.add(ref);
    if (dynamicRef !== null) targets.add(dynamicRef.first);
  }
  return targets;
}

function writeDefinitions(flattening: Flattening): JsonObject {
  const written: JsonObject = {};
  // Writing a definition may add others to the list.
  for (const { name, place, scope } of flattening.definitions) {
    spend(flattening.size, JSON.stringify(name).length + 2);
    setOwn(written, name, flattenPlace(flattening, place, scope));
  }
  return written;
}
