import { Validator } from "@cfworker/json-schema";

import { serve } from "./validator.ts";

export const worker = serve({
  prepare(schema) {
    // It writes into the schema.
    const validator = new Validator(structuredClone(schema), "2020-12");
    return (value) => validator.validate(value).valid;
  },
});
