import type { Direction, PageQuery } from "@headgate/database";
import { invalidInput } from "@headgate/shared";

/** The query of a list's URL, as texts; `category_slugs` and `tag` hold every repetition of those parameters. */
export interface ListQuery extends PageQuery {
  q?: string | null | undefined;
  /** The same as `sort_by`. */
  sort?: string | null | undefined;
  sort_by?: string | null | undefined;
  sort_direction?: string | null | undefined;
  category?: string | null | undefined;
  category_slugs?: string[] | undefined;
  tag?: string[] | undefined;
  owner?: string | null | undefined;
  model?: string | null | undefined;
  hardware?: string | null | undefined;
  task?: string | null | undefined;
  status?: string | null | undefined;
  digest?: string | null | undefined;
  created_after?: string | null | undefined;
  created_before?: string | null | undefined;
}

/** One of the sorts, the first if none is asked for; throws `invalid_input` at `query.sort_by` or `query.sort`. */
export function readSort<Sort extends string>(
  query: ListQuery,
  sorts: readonly [Sort, ...Sort[]],
): Sort {
  const parameter = typeof query.sort === "string" ? "sort" : "sort_by";
  return readChoice(query, parameter, sorts) ?? sorts[0];
}

/** `otherwise` if none is asked for; throws `invalid_input` at `query.sort_direction`. */
export function readDirection(query: ListQuery, otherwise: Direction): Direction {
  return readChoice(query, "sort_direction", ["asc", "desc"]) ?? otherwise;
}

type Choosable = "sort" | "sort_by" | "sort_direction" | "status" | "task";

/** One of the choices; undefined if none is asked for; throws `invalid_input` at the parameter. */
export function readChoice<Choice extends string>(
  query: ListQuery,
  parameter: Choosable,
  choices: readonly Choice[],
): Choice | undefined {
  const text = query[parameter];
  if (text === null || text === undefined) return undefined;
  const choice = choices.find((known) => known === text);
  if (choice !== undefined) return choice;
  throw invalidInput(["query", parameter], `${parameter} must be one of ${choices.join(", ")}`);
}
