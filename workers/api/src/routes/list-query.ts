import type { ListQuery } from "@headgate/registry";

/** The query of a list's URL; of parameters that may be repeated, all are kept. */
export function readListQuery({ searchParams }: URL): ListQuery {
  return {
    ...Object.fromEntries(single.map((name) => [name, searchParams.get(name)])),
    category_slugs: searchParams.getAll("category_slugs"),
    tag: searchParams.getAll("tag"),
  };
}

const single = [
  "cursor",
  "page_size",
  "q",
  "sort",
  "sort_by",
  "sort_direction",
  "category",
  "owner",
  "model",
  "hardware",
  "task",
  "status",
  "digest",
  "created_after",
  "created_before",
] satisfies (keyof ListQuery)[];
