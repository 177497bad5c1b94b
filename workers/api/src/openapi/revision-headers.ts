import type { Parameter, Parameters } from "../http/operation.ts";

/** Of an answer that shows something with a revision. */
export const etag: Parameter = {
  description: "The revision in quotes, for `If-Match`.",
  schema: { type: "string", examples: ['"3"'] },
};

/** Of an operation that changes something with a revision. */
export const ifMatch: Parameters = {
  "if-match": {
    description: "ETags, one of which it must still have; `*` or none: whatever its revision.",
    schema: { type: "string", examples: ['"3"'] },
  },
};
