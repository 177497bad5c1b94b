import { isObject, type JsonObject, setOwn } from "../schema/json/json.ts";

const annotations = new Set([
  "$comment",
  "default",
  "deprecated",
  "description",
  "examples",
  "readOnly",
  "title",
  "writeOnly",
]);

/** True for keywords that say nothing about which values are valid. */
export function isAnnotation(keyword: string): boolean {
  return annotations.has(keyword) || keyword.startsWith("x-");
}

/** The 2020-12 schema for the same values and null; annotations stay on the outside. */
export function allowNull(schema: JsonObject): JsonObject {
  const asserting = Object.keys(schema).filter((keyword) => !isAnnotation(keyword));
  if (asserting.length === 0) return schema;
  const { type } = schema;
  if (typeof type === "string" && !asserting.some((keyword) => judgesEveryType.has(keyword))) {
    return { ...schema, type: type === "null" ? type : [type, "null"] };
  }
  if (asserting.length === 1 && Array.isArray(schema["anyOf"])) {
    const anyOf: unknown[] = schema["anyOf"];
    return anyOf.some(isNullSchema) ? schema : { ...schema, anyOf: [...anyOf, { type: "null" }] };
  }
  return wrap(schema);
}

/** With one of these beside it, a type list does not let null through. */
const judgesEveryType = new Set([
  "$ref",
  "allOf",
  "anyOf",
  "const",
  "else",
  "enum",
  "if",
  "not",
  "oneOf",
  "then",
]);

function isNullSchema(schema: unknown): boolean {
  return isObject(schema) && schema["type"] === "null";
}

function wrap(schema: JsonObject): JsonObject {
  const outside: JsonObject = {};
  const inside: JsonObject = {};
  for (const [keyword, held] of Object.entries(schema)) {
    setOwn(isAnnotation(keyword) ? outside : inside, keyword, held);
  }
  return { ...outside, anyOf: [inside, { type: "null" }] };
}
