import { isObject, type JsonObject, type Path, setOwn } from "../schema/json/json.ts";
import { showValue } from "../schema/json/show-value.ts";
import { type SchemaFault, schemaFault } from "../schema/schema-error.ts";
import type { JsonSchema } from "../wire/version.ts";
import { allowNull, isAnnotation } from "./allow-null.ts";
import { cogFault } from "./cog-document.ts";
import { mapSubschemas } from "./map-subschemas.ts";
import { readToken } from "./read-token.ts";
import { toEcmaPattern } from "./to-ecma-pattern.ts";

/** A default or example, kept apart from its schema until it has been checked. */
export interface Sample {
  schema: JsonObject;
  keyword: "default" | "examples";
  value: unknown;
  at: Path;
}

/** One schema of the document with all that it refers to. */
export interface Conversion {
  side: "input" | "output";
  /** Called with the name of each component that is referred to; `at` is the reference's place. */
  refer: (name: string, at: Path) => void;
  samples: Sample[];
  warnings: SchemaFault[];
}

const onlyOpenApi = new Set(["discriminator", "example", "externalDocs", "nullable", "xml"]);
const component = "#/components/schemas/";

/**
 * A schema object of OpenAPI 3.0 as Cog writes it, as one of 2020-12 with references into `$defs`; its
 * defaults and examples go to `samples`. In an input `nullable` says that a value may be left out, and
 * an explicit null is refused; in an output it says that null may come. Throws `invalid_input` with the place.
 */
export function convertSchema(schema: unknown, at: Path, conversion: Conversion): JsonSchema {
  if (typeof schema === "boolean") return schema;
  if (!isObject(schema)) throw cogFault(at, `a schema is expected; got ${showValue(schema)}`);
  const source = withoutWrapping(schema);
  const converted = convertKeywords(source, at, conversion);
  const isNullable = conversion.side === "output" && schema["nullable"] === true;
  const shaped = isNullable ? allowNull(converted) : converted;
  collectSamples(shaped, { source, at, conversion });
  return shaped;
}

/** Choices stand as `allOf` with one reference, since 3.0 lets nothing stand beside a `$ref`. */
function withoutWrapping(schema: JsonObject): JsonObject {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf) || allOf.length !== 1 || Object.hasOwn(schema, "$ref")) return schema;
  const only: unknown = allOf[0];
  return isObject(only) && typeof only["$ref"] === "string"
    ? { ...rest, $ref: only["$ref"] }
    : schema;
}

function convertKeywords(source: JsonObject, at: Path, conversion: Conversion): JsonObject {
  const converted: JsonObject = {};
  for (const [keyword, held] of Object.entries(source)) {
    if (isDropped(keyword, source, conversion)) continue;
    if (keyword === "$ref") converted["$ref"] = convertReference(held, at, conversion);
    else if (keyword === "pattern") convertPattern(converted, held, { at, conversion });
    else if (keyword === "properties")
      converted["properties"] = convertProperties(source, at, conversion);
    else if (isLimit(keyword)) convertLimit(converted, keyword, source);
    else setOwn(converted, keyword, mapSubschemas([keyword, held], at, convertInside(conversion)));
  }
  return converted;
}

function convertInside(conversion: Conversion): (schema: unknown, at: Path) => unknown {
  return (schema, at) => convertSchema(schema, at, conversion);
}

function isDropped(keyword: string, source: JsonObject, { side }: Conversion): boolean {
  if (onlyOpenApi.has(keyword) || keyword === "default" || keyword === "examples") return true;
  // Cog writes Python's Any and a bare dict alike, and does not hold the model to it.
  return keyword === "type" && side === "output" && isOpaque(source);
}

/** `{type: "object"}` with nothing else that judges. */
function isOpaque(source: JsonObject): boolean {
  if (source["type"] !== "object") return false;
  return Object.keys(source).every(
    (keyword) => keyword === "type" || onlyOpenApi.has(keyword) || isAnnotation(keyword),
  );
}

function convertReference(reference: unknown, at: Path, { refer }: Conversion): string {
  const place = [...at, "$ref"];
  if (typeof reference !== "string" || !reference.startsWith(component)) {
    throw cogFault(
      place,
      `a reference to \`${component}…\` is expected; got ${showValue(reference)}`,
    );
  }
  const pointer = reference.slice(component.length);
  refer(nameIn(pointer, place), place);
  return `#/$defs/${pointer}`;
}

/** The name of the component that the rest of a reference begins with. */
function nameIn(pointer: string, place: Path): string {
  const [token = ""] = pointer.split("/");
  const name = readToken(token);
  if (name === null) throw cogFault(place, "the reference has a broken percent-escape");
  return name;
}

interface Target {
  at: Path;
  conversion: Conversion;
}

function convertPattern(converted: JsonObject, pattern: unknown, { at, conversion }: Target): void {
  const written = typeof pattern === "string" ? toEcmaPattern(pattern) : null;
  if (written !== null) {
    converted["pattern"] = written;
    return;
  }
  const place = [...at, "pattern"];
  const message =
    "the pattern has no counterpart in ECMAScript and was left out; the model still applies it";
  conversion.warnings.push(schemaFault(place, message));
}

function isLimit(keyword: string): boolean {
  return /^(?:exclusiveM|m)(?:ax|in)imum$/.test(keyword);
}

/** In 3.0 `exclusiveMinimum: true` makes `minimum` exclusive; newer Cog may write 2020-12's number. */
function convertLimit(converted: JsonObject, keyword: string, source: JsonObject): void {
  const held = source[keyword];
  if (keyword.startsWith("exclusive")) {
    const inclusive = keyword.replace("exclusiveM", "m");
    const limit = held === true ? source[inclusive] : held;
    if (limit !== undefined && limit !== false) converted[keyword] = limit;
    return;
  }
  if (source[keyword.replace("m", "exclusiveM")] !== true) converted[keyword] = held;
}

/** In the order of `x-order`. A field of an output that need not be there comes as null: Python's `Optional`. */
function convertProperties(source: JsonObject, at: Path, conversion: Conversion): unknown {
  const { properties, required } = source;
  if (!isObject(properties)) return properties;
  const mandatory = new Set<unknown>(Array.isArray(required) ? required : []);
  const converted: JsonObject = {};
  for (const [name, schema] of Object.entries(properties).toSorted(byOrder)) {
    const isOptional =
      conversion.side === "output" &&
      isObject(schema) &&
      !mandatory.has(name) &&
      !Object.hasOwn(schema, "default");
    const read = isOptional ? { ...schema, nullable: true } : schema;
    setOwn(converted, name, convertSchema(read, [...at, "properties", name], conversion));
  }
  return converted;
}

function byOrder([, before]: [string, unknown], [, after]: [string, unknown]): number {
  return orderOf(before) - orderOf(after);
}

/** Properties without an order keep their places behind the others. */
function orderOf(schema: unknown): number {
  const order = isObject(schema) ? schema["x-order"] : null;
  return typeof order === "number" ? order : Number.MAX_VALUE;
}

function collectSamples(
  schema: JsonObject,
  { source, at, conversion }: Target & { source: JsonObject },
): void {
  const { samples } = conversion;
  if (Object.hasOwn(source, "default")) collectDefault(schema, { source, at, conversion });
  if (Object.hasOwn(source, "example")) {
    samples.push({ schema, keyword: "examples", value: source["example"], at: [...at, "example"] });
  }
  const { examples } = source;
  if (!Array.isArray(examples)) return;
  for (const [index, value] of examples.entries()) {
    samples.push({ schema, keyword: "examples", value, at: [...at, "examples", index] });
  }
}

/** A null default says that the value may be left out, which `required` says too. */
function collectDefault(
  schema: JsonObject,
  { source, at, conversion }: Target & { source: JsonObject },
): void {
  const value = source["default"];
  if (value === null && conversion.side === "input") return;
  conversion.samples.push({ schema, keyword: "default", value, at: [...at, "default"] });
}
