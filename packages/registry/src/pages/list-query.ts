import type { Direction, PageQuery } from "@headgate/database";
import { invalidInput } from "@headgate/shared";

/** The query of a list's URL, as texts; `category_slugs` holds every repetition of that parameter. */
export interface ListQuery extends PageQuery {
  sort_by?: string | null | undefined;
  sort_direction?: string | null | undefined;
  status?: string | null | undefined;
  category_slugs?: string[] | undefined;
}

/** One of the sorts, the first if none is asked for; throws `invalid_input` at `query.sort_by`. */
export function readSort<Sort extends string>(
  query: ListQuery,
  sorts: readonly [Sort, ...Sort[]],
): Sort {
  const text = query.sort_by ?? sorts[0];
  const sort = sorts.find((known) => known === text);
  if (sort !== undefined) return sort;
  throw invalidInput(["query", "sort_by"], `sort_by must be one of ${sorts.join(", ")}`);
}

/** `otherwise` if none is asked for; throws `invalid_input` at `query.sort_direction`. */
export function readDirection(query: ListQuery, otherwise: Direction): Direction {
  const text = query.sort_direction ?? otherwise;
  if (text === "asc" || text === "desc") return text;
  throw invalidInput(["query", "sort_direction"], "sort_direction must be asc or desc");
}
