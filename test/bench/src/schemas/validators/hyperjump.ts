import {
  registerSchema,
  type SchemaObject,
  unregisterSchema,
  validate,
} from "@hyperjump/json-schema/draft-2020-12";

import { serve } from "./validator.ts";

const uri = "https://bench.example/schema";

export const worker = serve({
  async prepare(schema) {
    registerSchema(structuredClone(schema) as SchemaObject, uri);
    const validator = await validate(uri);
    unregisterSchema(uri);
    return (value) => validator(value as Parameters<typeof validator>[0]).valid;
  },
});
