import type { ListQuery } from "@headgate/registry";

/** The query of a list's URL; repeated `category_slugs` are all kept. */
export function readListQuery({ searchParams }: URL): ListQuery {
  return {
    cursor: searchParams.get("cursor"),
    page_size: searchParams.get("page_size"),
    sort_by: searchParams.get("sort_by"),
    sort_direction: searchParams.get("sort_direction"),
    status: searchParams.get("status"),
    category_slugs: searchParams.getAll("category_slugs"),
  };
}
