import type { Random } from "./random.ts";

export type Node = boolean | { [keyword: string]: unknown };

/**
 * A schema together with all that is applied to the same value without a `$ref` in between. A cycle of
 * references that consume nothing of the value is a fault, so what leads from region to region is
 * bounded: `$ref` goes to regions that are complete, or starts where no reference can lead.
 */
export interface Region {
  resource: string;
  /** JSON Pointer inside the resource, as a URI fragment. */
  pointer: string;
  isComplete: boolean;
  /** A `$ref` inside leads to what was not complete, so that none may lead here. */
  isTainted: boolean;
  /** Stands in `$defs` or is the root. */
  isDefinition: boolean;
  /** Bears `$dynamicAnchor`: `$dynamicRef` may lead here from anywhere, so no reference leaves it. */
  isDynamic: boolean;
  anchor: string | null;
}

export interface Place {
  /** URI of the resource that the schema is part of; empty where the root has no `$id`. */
  resource: string;
  pointer: string;
  region: Region;
  levels: number;
}

export interface Builder {
  random: Random;
  /** Of the root; empty when the document does without `$id`. */
  uri: string;
  usesDynamicRefs: boolean;
  regions: Region[];
  /** How many `$id` and `$anchor` there are, for the next one's name. */
  named: number;
}

/** The place of a subschema that is applied to the same value. */
export function inPlace(at: Place, ...steps: string[]): Place {
  const pointer = [at.pointer, ...steps.map(encodeStep)].join("/");
  return { ...at, pointer, levels: at.levels - 1 };
}

/** The place of a subschema that is applied to a member or an item. */
export function consuming(builder: Builder, at: Place, ...steps: string[]): Place {
  const place = inPlace(at, ...steps);
  return { ...place, region: openRegion(builder, place) };
}

export function openRegion(
  builder: Builder,
  { resource, pointer }: Pick<Place, "resource" | "pointer">,
): Region {
  const region: Region = {
    resource,
    pointer,
    isComplete: false,
    isTainted: false,
    isDefinition: false,
    isDynamic: false,
    anchor: null,
  };
  builder.regions.push(region);
  return region;
}

function encodeStep(step: string): string {
  return encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"));
}
