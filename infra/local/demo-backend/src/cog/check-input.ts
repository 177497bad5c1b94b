import { problem } from "./answer.ts";
import type { Problem } from "./answer.ts";
import { isRecord, itemsOf } from "./json.ts";
import type { ComponentSchemas, PredictionInput, SchemaObject } from "./predictor.ts";

export type CheckedInput = { input: PredictionInput } | { problems: Problem[] };

/**
 * Holds an input against `Input` as Cog does: keys that the schema does not know are dropped, defaults
 * filled in, an explicit null refused. A schema without `properties` takes every key.
 */
export function checkInput(schemas: ComponentSchemas, given: PredictionInput): CheckedInput {
  const { properties, required } = schemas.Input;
  if (!isRecord(properties)) return { input: given };
  const input: PredictionInput = {};
  const problems: Problem[] = [];
  for (const [name, declared] of Object.entries(properties)) {
    const schema = flatten(schemas, isRecord(declared) ? declared : {});
    const value = given[name] === undefined ? schema["default"] : given[name];
    const loc = ["body", "input", name];
    if (value !== undefined) {
      input[name] = value;
      problems.push(...checkValue({ schemas, schema, value, loc }));
    } else if (itemsOf(required).includes(name)) {
      problems.push(problem(loc, "Field required", "value_error.missing"));
    }
  }
  return problems.length > 0 ? { problems } : { input };
}

/** Follows `$ref` and merges `allOf`, in which Cog wraps the reference to a list of choices. */
function flatten(schemas: ComponentSchemas, schema: SchemaObject): SchemaObject {
  const { allOf, $ref, ...own } = schema;
  const referred =
    typeof $ref === "string" ? schemas[$ref.replace(/^#\/components\/schemas\//, "")] : null;
  return [...itemsOf(allOf), referred]
    .filter(isRecord)
    .reduceRight((merged, part) => ({ ...flatten(schemas, part), ...merged }), own);
}

interface Check {
  schemas: ComponentSchemas;
  schema: SchemaObject;
  value: unknown;
  loc: Problem["loc"];
}

function checkValue(check: Check): Problem[] {
  const { schemas, schema, value, loc } = check;
  if (typeof schema["type"] === "string" && !hasType(value, schema["type"])) {
    return [problem(loc, `must be of type ${schema["type"]}`, `type_error.${schema["type"]}`)];
  }
  if (Array.isArray(schema["enum"]) && !schema["enum"].includes(value)) {
    return [problem(loc, `must be one of ${JSON.stringify(schema["enum"])}`, "type_error.enum")];
  }
  const items = isRecord(schema["items"]) ? flatten(schemas, schema["items"]) : null;
  if (items !== null && Array.isArray(value)) {
    return value.flatMap((item: unknown, index) =>
      checkValue({ schemas, schema: items, value: item, loc: [...loc, index] }),
    );
  }
  return checkBounds(check);
}

function checkBounds({ schema, value, loc }: Check): Problem[] {
  const size = typeof value === "string" ? value.length : value;
  const unit = typeof value === "string" ? " characters" : "";
  const [lowest, highest] =
    typeof value === "string"
      ? [schema["minLength"], schema["maxLength"]]
      : [schema["minimum"], schema["maximum"]];
  if (typeof size !== "number") return [];
  if (typeof lowest === "number" && size < lowest) {
    return [problem(loc, `must be at least ${lowest}${unit}`)];
  }
  if (typeof highest === "number" && size > highest) {
    return [problem(loc, `must be at most ${highest}${unit}`)];
  }
  return [];
}

function hasType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isRecord(value);
  return typeof value === type;
}
