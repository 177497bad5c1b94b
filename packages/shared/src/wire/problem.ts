import type { Described } from "./describe/described.ts";
import { wireObject } from "./describe/wire-object.ts";

/** One thing wrong with what was sent, in the shape that WriftAI (and FastAPI) give a 422. */
export const problem = wireObject("Problem", {
  loc: {
    type: "array",
    items: { type: ["string", "integer"] },
    description: "Where: `body`, `path`, `query` or `header` first, then keys and indexes.",
    examples: [["body", "input", "scale"]],
  },
  msg: { type: "string", examples: ["`scale` must be 2; got 3"] },
  type: { type: "string", examples: ["value_error.const"] },
});
export type Problem = Described<typeof problem>;
