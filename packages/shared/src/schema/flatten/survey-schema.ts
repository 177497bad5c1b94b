import type { JsonSchema } from "../../wire/version.ts";
import { type JsonObject, type Path, toPointer } from "../json/json.ts";
import { showValue } from "../json/show-value.ts";
import { findKeyword, isSchema, mapSubschemas } from "../keywords.ts";
import { schemaDialect } from "../schema-dialect.ts";
import { SchemaError, type SchemaFault, schemaFault } from "../schema-error.ts";
import type { Dialect, FindDialect } from "./dialect.ts";
import { nameInside, type Place, type Resource, type SchemaDocument } from "./place.ts";
import { resolveUri } from "./resolve-uri.ts";

/** Relative identifiers of the owner's document are resolved against this; the name can never resolve. */
const ownerUri = "https://schema.invalid/";
const maxFaults = 50;

/** What a schema may lead to outside itself. */
export interface Surroundings {
  /** By absolute URI; nothing is fetched. */
  documents: ReadonlyMap<string, JsonSchema>;
  findDialect: FindDialect;
}

/** What a walk through all the places where schemas stand has found. */
export interface Survey extends Surroundings {
  root: Place;
  faults: SchemaFault[];
  /** All schemas, by name. */
  places: Map<string, Place>;
  /** Resources and anchors, by URI; anchors with a fragment. */
  named: Map<string, Place>;
  /** With a `$ref` or `$dynamicRef`. */
  referring: Place[];
}

/** A value in a document that is about to be taken for a schema. */
export interface Candidate {
  document: SchemaDocument;
  path: Path;
  resource: Resource;
  schema: unknown;
}

/** Checks the owner's document against its dialect and, where it is a schema, walks it. */
export function surveySchema(root: unknown, surroundings: Surroundings): Survey {
  const document: SchemaDocument = { root, uri: ownerUri, prefix: "", enteredBy: null };
  const resource = bareResource(ownerUri, surroundings);
  const nowhere = newPlace({ document, path: [], resource, schema: true }, null);
  const survey: Survey = {
    ...surroundings,
    root: nowhere,
    faults: [],
    places: new Map(),
    named: new Map(),
    referring: [],
  };
  survey.root = enterSchema(survey, { document, path: [], resource, schema: root });
  return survey;
}

/** A resource of the standard's dialect, which the walk replaces where the schema says otherwise. */
export function bareResource(uri: string, { findDialect }: Surroundings): Resource {
  const dialect = findDialect(schemaDialect);
  if (typeof dialect === "string") throw new Error(`the standard's dialect ${dialect}`);
  return { uri, dialect, dynamicAnchors: new Map() };
}

/** Checks and walks what no walk has reached: a document's root, or what stands under an unknown keyword. */
export function enterSchema(survey: Survey, candidate: Candidate): Place {
  const { schema } = candidate;
  const { dialect } = candidate.resource;
  const own = isSchema(schema) ? dialectOf(survey, candidate, schema) : dialect;
  const resource = own === dialect ? candidate.resource : { ...candidate.resource, dialect: own };
  const isSound = checkDialect(survey, { ...candidate, resource });
  const sound = isSound && isSchema(schema) ? schema : true;
  const place = newPlace({ ...candidate, resource, schema: sound }, null);
  if (candidate.path.length === 0) survey.named.set(candidate.document.uri, place);
  walk(survey, place);
  return place;
}

/** The place is told from the owner's document; for another document it is the reference that led there. */
export function addFault(
  survey: Survey,
  { document, path }: { document: SchemaDocument; path: Path },
  message: string,
): void {
  const { enteredBy, prefix } = document;
  const fault =
    enteredBy === null
      ? schemaFault(path, message)
      : schemaFault(enteredBy, `in ${prefix}${toPointer(path)}: ${message}`);
  survey.faults.push(fault);
  if (survey.faults.length === maxFaults) throw new SchemaError(survey.faults);
}

function newPlace(
  { document, path, resource, schema }: Candidate & { schema: boolean | JsonObject },
  parent: Place | null,
): Place {
  const name = document.prefix + toPointer(path);
  return { name, document, path, resource, parent, schema, ref: null, dynamicRef: null };
}

function walk(survey: Survey, place: Place): void {
  const { schema } = place;
  survey.places.set(place.name, place);
  if (typeof schema === "boolean") return;
  if (!enterResource(survey, place, schema)) return;
  fileAnchors(survey, place, schema);
  if (typeof schema["$ref"] === "string" || typeof schema["$dynamicRef"] === "string") {
    survey.referring.push(place);
  }
  for (const [name, held] of Object.entries(schema)) {
    const keyword = findKeyword(name);
    if (keyword === undefined || !place.resource.dialect.vocabularies.has(keyword.vocabulary)) {
      continue;
    }
    mapSubschemas(name, held, (inside, steps) => {
      walkInside(survey, place, { steps, schema: inside });
    });
  }
}

function walkInside(
  survey: Survey,
  parent: Place,
  { steps, schema }: { steps: Path; schema: unknown },
): void {
  const { document, resource } = parent;
  const path = [...parent.path, ...steps];
  if (survey.places.has(nameInside(parent, steps))) return;
  if (!isSchema(schema)) {
    const message = `a schema must be an object, true or false; got ${showValue(schema)}`;
    addFault(survey, { document, path }, message);
    return;
  }
  walk(survey, newPlace({ document, path, resource, schema }, parent));
}

/** Gives the place the resource that `$id` opens; false where its content is no schema of its dialect. */
function enterResource(survey: Survey, place: Place, schema: JsonObject): boolean {
  const { $id: id } = schema;
  if (typeof id !== "string") {
    // Without a resource of its own it changes nothing, but must not mislead either.
    if (place.parent !== null) dialectOf(survey, place, schema);
    return true;
  }
  const resolved = resolveUri(id, place.resource.uri);
  if (resolved === null) {
    const at = { document: place.document, path: [...place.path, "$id"] };
    addFault(survey, at, `\`$id\` must be a URI reference; got ${showValue(id)}`);
    return true;
  }
  if (resolved.uri === place.resource.uri) return true;
  const outer = place.resource.dialect;
  const dialect = place.parent === null ? outer : dialectOf(survey, place, schema);
  place.resource = { uri: resolved.uri, dialect, dynamicAnchors: new Map() };
  file(survey, { uri: resolved.uri, place, keyword: "$id" });
  return dialect === outer || checkDialect(survey, place);
}

function dialectOf(
  survey: Survey,
  { document, path, resource }: Omit<Candidate, "schema">,
  schema: boolean | JsonObject,
): Dialect {
  const uri = typeof schema === "boolean" ? undefined : schema["$schema"];
  if (typeof uri !== "string") return resource.dialect;
  const dialect = survey.findDialect(uri.replace(/#$/, ""));
  if (typeof dialect !== "string") return dialect;
  addFault(survey, { document, path: [...path, "$schema"] }, `\`$schema\` ${dialect}`);
  return resource.dialect;
}

function checkDialect(survey: Survey, { document, path, resource, schema }: Candidate): boolean {
  const faults = resource.dialect.faultsOf(schema);
  for (const fault of faults) {
    addFault(survey, { document, path: [...path, ...fault.path] }, fault.message);
  }
  return faults.length === 0;
}

function fileAnchors(survey: Survey, place: Place, schema: JsonObject): void {
  const { $anchor: anchor, $dynamicAnchor: dynamicAnchor } = schema;
  const { resource } = place;
  if (typeof anchor === "string") {
    file(survey, { uri: `${resource.uri}#${anchor}`, place, keyword: "$anchor" });
  }
  if (typeof dynamicAnchor === "string") {
    resource.dynamicAnchors.set(dynamicAnchor, place);
    file(survey, { uri: `${resource.uri}#${dynamicAnchor}`, place, keyword: "$dynamicAnchor" });
  }
}

function file(survey: Survey, at: { uri: string; place: Place; keyword: string }): void {
  const { uri, place, keyword } = at;
  const before = survey.named.get(uri);
  if (before !== undefined && before !== place) {
    const where = `the other one is at ${before.name === "" ? "the root" : before.name}`;
    const message = `this \`${keyword}\` stands twice in the schema; ${where}`;
    addFault(survey, { document: place.document, path: [...place.path, keyword] }, message);
  }
  survey.named.set(uri, place);
}
