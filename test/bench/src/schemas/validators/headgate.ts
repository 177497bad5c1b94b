import { compileSchema, createValidator, type FlatSchema, trustPatterns } from "@headgate/shared";

import { serve } from "./validator.ts";

const flat = new Map<unknown, FlatSchema>();

/** As a prediction meets it: from the flat form, which is made once. */
export const worker = serve({
  prepare(schema) {
    const known = flat.get(schema) ?? compileSchema(schema, { judgePattern: trustPatterns }).flat;
    flat.set(schema, known);
    const { check } = createValidator(known);
    return (value) => check(value).valid;
  },
});
