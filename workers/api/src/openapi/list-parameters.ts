import type { Parameters } from "../http/operation.ts";

/** What every list takes. */
export const pageQuery: Parameters = {
  cursor: {
    description: "`next_cursor` or `previous_cursor` of another page of the same list.",
    schema: { type: "string" },
  },
  page_size: {
    description: "How many items a page has at most.",
    schema: { type: "integer", minimum: 5, maximum: 50, default: 25 },
  },
};

/** Of a list in one of several orders, the first by default. */
export function sortQuery(sorts: readonly string[]): Parameters {
  return {
    sort_by: {
      description: "What the items are in the order of.",
      schema: { enum: sorts, default: sorts[0] },
    },
    sort_direction: {
      description: "Ascending or descending.",
      schema: { enum: ["asc", "desc"] },
    },
  };
}
