import { modelSorts } from "@headgate/database";
import { versionStatuses } from "@headgate/shared";

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
  const schema = { enum: sorts, default: sorts[0] };
  return {
    sort: { description: "What the items are in the order of.", schema },
    sort_by: { description: "The same as `sort`.", schema },
    sort_direction: {
      description: "Ascending or descending.",
      schema: { enum: ["asc", "desc"] },
    },
  };
}

const text = { type: "string" };
const time = { type: "string", format: "date-time" };

/** Of lists that can be searched. */
const searchQuery = {
  q: {
    description:
      "Words that are all to be found, the last one maybe only begun. The best come first unless another order is asked for.",
    schema: { type: "string", maxLength: 256 },
  },
  tag: {
    description: "Only what has all of these tags.",
    schema: { type: "array", items: text, maxItems: 10 },
    isRepeatable: true,
  },
  hardware: { description: "Only of models on this hardware.", schema: text },
  task: {
    description: "Only with versions that do this task.",
    schema: { enum: ["prediction", "training"] },
  },
  created_after: { description: "Only what was made later than that.", schema: time },
  created_before: { description: "Only what was made earlier than that.", schema: time },
} satisfies Parameters;

/** Of lists of one owner's models. */
export const modelQuery = {
  ...pageQuery,
  ...sortQuery(modelSorts),
  ...searchQuery,
  category: { description: "Only models with this category.", schema: text },
  category_slugs: {
    description: "Only models with one of these categories.",
    schema: { type: "array", items: text },
    isRepeatable: true,
  },
  status: {
    description: "Only models with a version in this status.",
    schema: { enum: ["active", "inactive"] },
  },
} satisfies Parameters;

/** Of lists of one model's versions. */
export const versionQuery: Parameters = {
  ...pageQuery,
  ...searchQuery,
  status: {
    description:
      "Which ones: `all` is all but deleted ones. Those that are not published are shown to who may change the model.",
    schema: { enum: [...versionStatuses, "all"], default: "active" },
  },
  digest: {
    description: "Only versions with this container image.",
    schema: { type: "string", pattern: "^sha256:[a-f0-9]{64}$" },
  },
};

/** Of lists over all owners. */
export const ownerQuery: Parameters = {
  owner: { description: "Only of this owner: a user or an organization.", schema: text },
};
