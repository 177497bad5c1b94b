import { toReference } from "../flat-schema.ts";
import { type DynamicScope, emptyScope, enterScope, scopeKey } from "./dynamic-scope.ts";
import { type FlatSize, spend } from "./flat-size.ts";
import type { Place } from "./place.ts";
import type { Survey } from "./survey-schema.ts";

export interface FlattenOptions {
  /** With "annotate", only dialects that assert formats themselves keep `format`. */
  formats: "assert" | "annotate";
  /** Others are left out. */
  isKnownFormat: (name: string) => boolean;
  keepsDefaults: boolean;
}

/** What has been written of a flat form, and what is still to be. */
export interface Flattening {
  survey: Survey;
  options: FlattenOptions;
  size: FlatSize;
  /** Where each schema object of the flat form came from. */
  origins: Map<object, Place>;
  /** By place, the dynamic anchors that its meaning depends on. */
  anchors: ReadonlyMap<Place, ReadonlySet<string>>;
  /** Where references lead: such places become definitions and are not written out where they stand. */
  targets: ReadonlySet<Place>;
  /** The place and scope that `#` leads to. */
  rootKey: string | null;
  /** In the order in which they are to be written. */
  definitions: Definition[];
  /** Names of definitions by place and scope. */
  names: Map<string, string>;
  /** By name that is taken, the highest number that was put behind it. */
  taken: Map<string, number>;
}

export interface Definition {
  name: string;
  place: Place;
  scope: DynamicScope;
}

/** The `$ref` to the place as it is when it is entered from the scope; its definition gets written. */
export function referTo(flattening: Flattening, place: Place, from: DynamicScope): string {
  const scope = scopeAt(flattening, place, from);
  const key = keyOf(place, scope);
  if (key === flattening.rootKey) return "#";
  let name = flattening.names.get(key);
  if (name === undefined) {
    // The key is not written, but what it takes to hold it counts: scopes can be as many as 2 to the power of the resources.
    spend(flattening.size, key.length);
    name = freeName(flattening, place.name);
    flattening.names.set(key, name);
    flattening.definitions.push({ name, place, scope });
  }
  return toReference(name);
}

/** The scope inside the place when it is entered from another one. */
export function scopeAt({ anchors }: Flattening, place: Place, from: DynamicScope): DynamicScope {
  const asked = anchors.get(place);
  return asked === undefined ? emptyScope : enterScope(from, place.resource, asked);
}

export function keyOf(place: Place, scope: DynamicScope): string {
  return `${place.name}\n${scopeKey(scope)}`;
}

/** What the place is called, and when that is taken the same with a number. */
function freeName({ taken }: Flattening, wanted: string): string {
  let name = wanted;
  let number = taken.get(wanted) ?? 1;
  while (taken.has(name)) {
    number += 1;
    name = `${wanted} (${number})`;
  }
  taken.set(wanted, number);
  if (name !== wanted) taken.set(name, 1);
  return name;
}
