import { compileSchema, trustPatterns } from "@headgate/shared";

import { serve } from "./validator.ts";

/** As a schema is handed in: checked, flattened and made ready. */
export const worker = serve({
  prepare(schema) {
    const { check } = compileSchema(schema, { judgePattern: trustPatterns });
    return (value) => check(value).valid;
  },
});
