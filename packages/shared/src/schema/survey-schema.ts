import { isObject, type JsonObject, type Path, toPointer } from "./json/json.ts";
import { showValue } from "./json/show-value.ts";
import { findKeyword, isRefusedKeyword, isSchema } from "./keywords.ts";
import { SchemaError, type SchemaFault, schemaFault } from "./schema-error.ts";
import { subschemasOf } from "./subschemas.ts";

export const schemaDialect = "https://json-schema.org/draft/2020-12/schema";

/** Relative identifiers are resolved against this; the name can never resolve. */
const documentUri = "https://schema.invalid/";
const maxFaults = 50;

export interface Place {
  path: Path;
  /** URI of the schema resource: what the nearest `$id` above says. */
  base: string;
}

export interface FoundReference {
  place: Place;
  /** As written. */
  reference: string;
}

/** What a walk through all the places of a document where schemas stand has found. */
export interface Survey {
  root: unknown;
  faults: SchemaFault[];
  references: FoundReference[];
  /** Places by URI: resources without, anchors with a fragment. */
  named: Map<string, Place>;
  /** JSON Pointers of the schemas that the walk has seen. */
  seen: Set<string>;
  hasDefaults: boolean;
}

export function surveySchema(root: unknown): Survey {
  const survey: Survey = {
    root,
    faults: [],
    references: [],
    named: new Map(),
    seen: new Set(),
    hasDefaults: false,
  };
  const place = { path: [], base: documentUri };
  survey.named.set(documentUri, place);
  visitSchema(survey, root, place);
  return survey;
}

/** Walks one schema and all inside it; its faults join the survey's. */
export function visitSchema(survey: Survey, schema: unknown, place: Place): void {
  survey.seen.add(toPointer(place.path));
  if (!isSchema(schema)) {
    const message = `a schema must be an object, true or false; got ${showValue(schema)}`;
    addFault(survey, schemaFault(place.path, message));
    return;
  }
  if (typeof schema === "boolean") return;
  const inner = enterResource(survey, schema, place);
  for (const [name, held] of Object.entries(schema))
    visitKeyword(survey, { name, held, place: inner });
}

export function addFault(survey: Survey, fault: SchemaFault): void {
  survey.faults.push(fault);
  if (survey.faults.length === maxFaults) throw new SchemaError(survey.faults);
}

function visitKeyword(survey: Survey, at: { name: string; held: unknown; place: Place }): void {
  const { name, held, place } = at;
  const path = [...place.path, name];
  if (isRefusedKeyword(name)) {
    addFault(survey, schemaFault(path, `\`${name}\` is not supported; write a plain \`$ref\``));
    return;
  }
  const keyword = findKeyword(name);
  if (keyword === null) return;
  if (!keyword.accepts(held)) {
    const message = `\`${name}\` must be ${keyword.expected}; got ${showValue(held)}`;
    addFault(survey, schemaFault(path, message));
    return;
  }
  if (name === "default") survey.hasDefaults = true;
  if (name === "$ref") survey.references.push({ place, reference: String(held) });
  if (name === "$schema") checkDialect(survey, String(held), path);
  for (const { steps, schema } of subschemasOf(name, keyword, held)) {
    visitSchema(survey, schema, { path: [...place.path, ...steps], base: place.base });
  }
}

function checkDialect(survey: Survey, dialect: string, path: Path): void {
  if (dialect === schemaDialect || dialect === `${schemaDialect}#`) return;
  const message = `\`$schema\` is ${showValue(dialect)}; only ${schemaDialect} is understood`;
  addFault(survey, schemaFault(path, message));
}

/** The place with the base URI that `$id` gives it; files the resource and the anchor under their URIs. */
function enterResource(survey: Survey, schema: JsonObject, place: Place): Place {
  const { $id: id, $anchor: anchor } = schema;
  const url = typeof id === "string" ? URL.parse(id, place.base) : null;
  if (typeof id === "string" && url === null) {
    addFault(survey, schemaFault([...place.path, "$id"], "`$id` is no URI reference"));
  }
  const base = url === null ? place.base : url.href.replace(/#$/, "");
  const inner = { path: place.path, base };
  if (base !== place.base) register(survey, { uri: base, place: inner, keyword: "$id" });
  if (typeof anchor === "string") {
    register(survey, { uri: `${base}#${anchor}`, place: inner, keyword: "$anchor" });
  }
  return inner;
}

function register(survey: Survey, at: { uri: string; place: Place; keyword: string }): void {
  if (survey.named.has(at.uri)) {
    const path = [...at.place.path, at.keyword];
    addFault(survey, schemaFault(path, `this \`${at.keyword}\` stands twice in the schema`));
  }
  survey.named.set(at.uri, at.place);
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
