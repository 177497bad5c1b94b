import type { OutputUnit } from "@cfworker/json-schema";

import { isObject, type JsonObject, type Path } from "./json/json.ts";
import { leafErrors, type Leaf } from "./leaf-errors.ts";
import { type ErrorPlace, locateError, locateValue } from "./locate-error.ts";
import { sentenceOf } from "./messages.ts";
import type { PreparedSchema } from "./prepare-schema.ts";
import { nameOf, type SchemaProblem, rootProblem } from "./schema-problem.ts";

const maxProblems = 50;

/** Of all paths and messages together, but for the first problem: names may be as long as a body. */
const maxProblemCharacters = 64 * 1024;

/** The library's errors about `value` as problems for people: leaves only, each once, at most 50. */
export function explainErrors(
  prepared: PreparedSchema,
  value: unknown,
  errors: OutputUnit[],
): SchemaProblem[] {
  const problems = new Map<string, SchemaProblem>();
  let charactersLeft = maxProblemCharacters;
  for (const leaf of leafErrors(errors)) {
    const problem = explainLeaf(prepared, value, leaf);
    if (problem === null) continue;
    charactersLeft -= problem.instanceLocation.length + problem.message.length;
    if (problems.size > 0 && charactersLeft < 0) break;
    problems.set(`${problem.instanceLocation} ${problem.message}`, problem);
    if (problems.size === maxProblems) break;
  }
  return [...problems.values()];
}

function explainLeaf(prepared: PreparedSchema, root: unknown, leaf: Leaf): SchemaProblem | null {
  const [error] = leaf;
  const place = locateError(prepared, error.keywordLocation);
  // What single items lack matters to nobody; `contains` itself has a line of its own.
  if (place.crossings.some(({ keyword }) => keyword === "contains")) return null;
  const { path, value } = locateValue(root, error.instanceLocation);
  if (error.keyword === "required" || error.keyword === "dependentRequired") {
    return explainMissing(path, error, place);
  }
  const ofName = place.crossings.some(({ keyword }) => keyword === "propertyNames");
  const subject = ofName ? `the property name ${nameOf(path.slice(-1))}` : nameOf(path);
  const keyword = keywordOf(error, place);
  const sentence = sentenceOf({
    keyword,
    schema: joinSchemas(leaf.map((one) => locateError(prepared, one.keywordLocation).schema)),
    parent: place.crossings.at(-1) ?? null,
    value: ofName ? path.at(-1) : value,
  });
  const problem = rootProblem(path, keyword, `${subject} ${sentence}`);
  return { ...problem, keywordLocation: place.location };
}

/** The prepared `false` is `{ not: {} }`: what was broken is the keyword that holds it. */
function keywordOf(error: OutputUnit, { schema, crossings }: ErrorPlace): string {
  const isFalse =
    error.keyword === "not" && isObject(schema["not"]) && Object.keys(schema["not"]).length === 0;
  return isFalse ? (crossings.at(-1)?.keyword ?? "false") : error.keyword;
}

/** The `type`s and `enum`s of all of them as one. */
function joinSchemas(schemas: JsonObject[]): JsonObject {
  const [first = {}, ...rest] = schemas;
  if (rest.length === 0) return first;
  const joined = (keyword: string): unknown[] => [
    ...new Set(schemas.flatMap((schema) => schema[keyword] ?? [])),
  ];
  return { ...first, type: joined("type"), enum: joined("enum") };
}

/** The library tells the names in its texts only. */
const requiredText = /^Instance does not have required property "(.*)"\.$/s;
const dependentText = /^Instance has "(.*)" but does not have "(.*)"\.$/s;

function explainMissing(path: Path, error: OutputUnit, { location }: ErrorPlace): SchemaProblem {
  const [, given = "", dependent = ""] = dependentText.exec(error.error) ?? [];
  const missing = [...path, requiredText.exec(error.error)?.[1] ?? dependent];
  const condition = error.keyword === "required" ? "" : ` beside ${nameOf([given])}`;
  const message = `${nameOf(missing)} is required${condition}`;
  const keyword = error.keyword;
  return { ...rootProblem(missing, keyword, message), keywordLocation: location };
}
