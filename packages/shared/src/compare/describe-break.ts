import { valueAt } from "../schema/flatten/place.ts";
import { showValue } from "../schema/json/show-value.ts";
import { nameOf, type SchemaProblem } from "../schema/schema-problem.ts";
import type { SchemaDirection } from "./schema-comparison.ts";

const maxListed = 3;
const unknownProperty = new Set(["additionalProperties", "unevaluatedProperties"]);

/**
 * What the counter-examples of one place show, for people, from the problem that the refusing schema
 * has with the first.
 */
export function describeBreak(
  problem: SchemaProblem,
  counterExamples: readonly unknown[],
  direction: SchemaDirection,
): string {
  const { path, keyword, message } = problem;
  const name = nameOf(path);
  const [value, ...others] = counterExamples.map((example) => valueAt(example, path));
  if (value === undefined || keyword === "required") {
    return direction === "input"
      ? `${name} is required from now on`
      : `${name} may be missing where old readers expect it`;
  }
  if (unknownProperty.has(keyword)) {
    return direction === "input"
      ? `${name} is no longer accepted`
      : `${name} may be there, which old readers do not know`;
  }
  const show = keyword === "type" ? showType : showValue;
  const listed = keyword === "enum" ? [value, ...others] : [value];
  const shown = [...new Set(listed.map(show))].slice(0, maxListed).join(" or ");
  const rule = message.startsWith(name) ? message.slice(name.length).trimStart() : message;
  const wanted = rule.replace(/; got .*$/su, "");
  if (direction === "input") return `${name} no longer accepts ${shown}: it ${wanted}`;
  return `${name} may be ${shown} where old readers expect ${wanted.replace(/^must be /u, "")}`;
}

function showType(value: unknown): string {
  if (value === null || typeof value === "object") return showValue(value);
  if (typeof value === "number") return Number.isInteger(value) ? "an integer" : "a fraction";
  return typeof value === "boolean" ? "true or false" : "a string";
}
