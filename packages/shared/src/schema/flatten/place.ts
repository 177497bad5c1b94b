import { escapeStep, isObject, type JsonObject, type Path } from "../json/json.ts";
import type { Dialect } from "./dialect.ts";

/** A document that schemas stand in: the owner's, or another one that its references lead to. */
export interface SchemaDocument {
  root: unknown;
  /** What relative identifiers are resolved against. */
  uri: string;
  /** Before the JSON Pointer of each place: empty in the owner's document, else `<uri>#`. */
  prefix: string;
  /** The path in the owner's document that led here; null in that document itself. */
  enteredBy: Path | null;
}

/** A part of a document with a URI of its own, as `$id` sets it off. */
export interface Resource {
  uri: string;
  dialect: Dialect;
  dynamicAnchors: Map<string, Place>;
}

/** A schema in its document. */
export interface Place {
  /** Unlike any other place's: the document's prefix and the JSON Pointer. */
  name: string;
  document: SchemaDocument;
  path: Path;
  resource: Resource;
  /** The schema that it stands in; null at a root, and where only a reference leads. */
  parent: Place | null;
  schema: boolean | JsonObject;
  ref: Place | null;
  dynamicRef: DynamicTarget | null;
}

export interface DynamicTarget {
  /** Where it leads while nothing outside says otherwise. */
  first: Place;
  /** The `$dynamicAnchor` that the dynamic scope is searched for; null where it is a plain reference. */
  anchor: string | null;
}

/** The name of what stands at some steps from a place. */
export function nameInside(place: Place, steps: Path): string {
  return place.name + steps.map((step) => `/${escapeStep(String(step))}`).join("");
}

/** The value at the path; undefined where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (!isObject(value) && !Array.isArray(value)) return undefined;
    if (!Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
