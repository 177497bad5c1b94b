import { targetOf } from "../flat-schema.ts";
import type { Flattened } from "../flatten/flatten-schema.ts";
import { addFault, type Survey } from "../flatten/survey-schema.ts";
import { isObject, type JsonObject } from "../json/json.ts";

const maxPaths = 2 ** 14;
/** Each level costs the evaluation some of the stack. */
const maxNesting = 1000;

/** The schemas that judge one and the same value, from one of them on. */
interface Extent {
  /** Ways from the schema to another one that judges the same value, the one of no step included. */
  paths: number;
  /** The longest of them. */
  nesting: number;
}

interface Walk {
  survey: Survey;
  flattened: Flattened;
  extents: Map<object, Extent>;
  open: Set<object>;
}

/**
 * Faults: schemas that lead back to themselves without going into the value, more than 2^14 paths from
 * one schema through others that judge the same value, and more than 1,000 of those inside each other.
 */
export function checkPaths(survey: Survey, flattened: Flattened): void {
  const walk: Walk = { survey, flattened, extents: new Map(), open: new Set() };
  for (const schema of flattened.origins.keys()) {
    if (survey.faults.length === 0 && isObject(schema)) extentOf(walk, schema);
  }
}

function extentOf(walk: Walk, schema: JsonObject, from = schema): Extent {
  const known = walk.extents.get(schema);
  if (known !== undefined) return known;
  const extent = { paths: 1, nesting: 1 };
  if (walk.open.has(schema)) {
    report(
      walk,
      from,
      "leads back to itself without going into the value: the check would never end",
    );
    return extent;
  }
  if (walk.open.size >= maxNesting) {
    report(walk, schema, `has more than ${maxNesting} schemas for one value inside each other`);
    return extent;
  }
  walk.open.add(schema);
  for (const inside of inPlaceOf(walk, schema)) {
    const { paths, nesting } = extentOf(walk, inside, schema);
    extent.paths += paths;
    extent.nesting = Math.max(extent.nesting, nesting + 1);
    if (walk.survey.faults.length > 0) break;
  }
  walk.open.delete(schema);
  walk.extents.set(schema, extent);
  judge(walk, schema, extent);
  return extent;
}

function judge(walk: Walk, schema: JsonObject, { paths, nesting }: Extent): void {
  if (walk.survey.faults.length > 0) return;
  if (paths > maxPaths) {
    const limit = `more than ${maxPaths} paths through \`allOf\`, \`anyOf\`, \`oneOf\` and the like`;
    report(walk, schema, `has ${limit} for one value; write fewer alternatives, or nest them less`);
  }
  if (nesting > maxNesting) {
    report(walk, schema, `has more than ${maxNesting} schemas for one value inside each other`);
  }
}

function report({ survey, flattened }: Walk, schema: JsonObject, says: string): void {
  if (survey.faults.length > 0) return;
  const place = flattened.origins.get(schema);
  if (place === undefined) return;
  const isReference = schema["$ref"] !== undefined && place.ref !== null;
  const path = isReference ? [...place.path, "$ref"] : place.path;
  const subject = isReference ? "this `$ref`" : "this schema";
  addFault(survey, { document: place.document, path }, `${subject} ${says}`);
}

function inPlaceOf({ flattened: { flat } }: Walk, schema: JsonObject): JsonObject[] {
  const { $ref: reference, allOf, anyOf, oneOf, dependentSchemas } = schema;
  const held = [schema["not"], schema["if"], schema["then"], schema["else"]];
  for (const list of [allOf, anyOf, oneOf]) {
    if (Array.isArray(list)) for (const one of list) held.push(one);
  }
  if (isObject(dependentSchemas)) held.push(...Object.values(dependentSchemas));
  if (typeof reference === "string") held.push(targetOf(flat, reference));
  return held.filter(isObject);
}
