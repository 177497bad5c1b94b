import type { Problem } from "../wire/problem.ts";
import type { SchemaFault } from "./schema-error.ts";
import type { SchemaProblem } from "./schema-problem.ts";

const knownTypes: Readonly<Record<string, string>> = {
  required: "missing",
  type: "type_error",
  additionalProperties: "extra_forbidden",
};

/** The problem in the shape of a 422: `loc` says where the checked document stood, as `["body", "input"]`. */
export function toWireProblem(
  found: SchemaProblem | SchemaFault,
  loc: (string | number)[],
): Problem {
  const keyword = "keyword" in found ? found.keyword : "schema";
  return {
    loc: [...loc, ...found.path],
    msg: found.message,
    type:
      (Object.hasOwn(knownTypes, keyword) ? knownTypes[keyword] : undefined) ??
      `value_error.${keyword}`,
  };
}
