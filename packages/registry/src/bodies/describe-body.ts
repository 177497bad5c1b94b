import type { FromSchema, JSONSchema } from "json-schema-to-ts";

import { createValidator, HeadgateError, toWireProblem, type Validator } from "@headgate/shared";

/**
 * A request body, described once: the schema checks it, types it and documents it. The schema is flat as it stands, but for
 * annotations, which checking skips: no isolate has to compile it.
 */
export interface Body<Value> {
  schema: JSONSchema;
  /** The body with defaults filled in; throws `invalid_input` with a problem for each place that is wrong. */
  parse: (body: unknown) => Value;
}

/** `Value` is never given: as a default, the compiler works it out where a body is described and not before. */
export function describeBody<const Schema extends JSONSchema, Value = FromSchema<Schema>>(
  schema: Schema,
): Body<Value> {
  let validator: Validator | null = null;
  return {
    schema,
    parse(body) {
      validator ??= createValidator(schema);
      const check = validator.check(body);
      // The value has just passed the check of the very schema that its type is made from.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
      if (check.valid) return check.value as Value;
      const problems = check.problems.map((problem) => toWireProblem(problem, ["body"]));
      const message = problems[0]?.msg ?? "the body is not valid";
      throw new HeadgateError("invalid_input", message, { problems });
    },
  };
}
