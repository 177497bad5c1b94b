import { SchemaError, schemaFault } from "../schema-error.ts";
import type { Place } from "./place.ts";
import type { Survey } from "./survey-schema.ts";

const maxAnchors = 100;

/**
 * By place, the dynamic anchors that a `$dynamicRef` reached from there asks for: what a schema means
 * depends on nothing else of the dynamic scope. SchemaError for more than 100 of them.
 */
export function findReachableAnchors(survey: Survey): Map<Place, Set<string>> {
  const askers = askersByAnchor(survey);
  if (askers.size > maxAnchors) {
    const message = `the schema has \`$dynamicRef\`s to ${askers.size} different anchors; at most ${maxAnchors} are allowed`;
    throw new SchemaError([schemaFault([], message)]);
  }
  const reachable = new Map<Place, Set<string>>();
  if (askers.size === 0) return reachable;
  const sources = sourcesByPlace(survey);
  for (const [anchor, open] of askers) {
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const anchors = reachable.get(place) ?? new Set();
      if (anchors.has(anchor)) continue;
      reachable.set(place, anchors.add(anchor));
      for (const source of sources.get(place) ?? []) open.push(source);
    }
  }
  return reachable;
}

function askersByAnchor(survey: Survey): Map<string, Place[]> {
  const askers = new Map<string, Place[]>();
  for (const place of survey.places.values()) {
    const anchor = place.dynamicRef?.anchor ?? null;
    if (anchor !== null) listIn(askers, anchor).push(place);
  }
  return askers;
}

/** From which places evaluation can go on to a place: its parent, and whatever refers to it. */
function sourcesByPlace(survey: Survey): Map<Place, Place[]> {
  const sources = new Map<Place, Place[]>();
  const holders = holdersByAnchor(survey);
  for (const place of survey.places.values()) {
    if (place.parent !== null) listIn(sources, place).push(place.parent);
    if (place.ref !== null) listIn(sources, place.ref).push(place);
    if (place.dynamicRef === null) continue;
    const { first, anchor } = place.dynamicRef;
    const targets = anchor === null ? [first] : (holders.get(anchor) ?? []);
    for (const target of targets) listIn(sources, target).push(place);
  }
  return sources;
}

/** The places that a `$dynamicRef` to the anchor may lead to. */
function holdersByAnchor(survey: Survey): Map<string, Place[]> {
  const holders = new Map<string, Place[]>();
  for (const place of survey.places.values()) {
    const anchor = typeof place.schema === "boolean" ? null : place.schema["$dynamicAnchor"];
    if (typeof anchor === "string") listIn(holders, anchor).push(place);
  }
  return holders;
}

function listIn<Key>(map: Map<Key, Place[]>, key: Key): Place[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
