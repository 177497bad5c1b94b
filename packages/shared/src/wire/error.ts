import { errorStatus } from "../errors/error.ts";
import { text } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";
import { problem } from "./problem.ts";

/** The body of every answer of 400 and above. */
export const errorBody = wireObject("Error", {
  detail: {
    anyOf: [text, { type: "array", items: problem }],
    description: "For `invalid_input` the list of what is wrong; else a sentence.",
  },
  code: { enum: Object.keys(errorStatus), description: "Stable." },
  request_id: { type: "string", description: "The same as the header `x-request-id`." },
});
