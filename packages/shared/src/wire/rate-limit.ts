import type { Described } from "./describe/described.ts";
import { wireObject } from "./describe/wire-object.ts";

/** How many calls are taken: so many at once, and then so many a second. */
export const rateLimit = wireObject("RateLimit", {
  requests_per_s: { type: "number", exclusiveMinimum: 0, maximum: 100_000 },
  burst: { type: "integer", minimum: 1, maximum: 1_000_000 },
});
export type RateLimit = Described<typeof rateLimit>;
