import { type Direction, isSearchable } from "@headgate/database";
import { invalidInput, readWireTime } from "@headgate/shared";

import { type ListQuery, readChoice, readDirection, readSort } from "./list-query.ts";

/** What every searchable list can be filtered by. */
export interface ListFilter {
  text: string | null;
  tags: string[];
  hardware: string | undefined;
  task: "prediction" | "training" | undefined;
  createdAfter: number | null;
  createdBefore: number | null;
}

const maxTextLength = 256;
const maxTags = 10;

export function readListFilter(query: ListQuery): ListFilter {
  return {
    text: readText(query),
    tags: readTags(query),
    hardware: query.hardware ?? undefined,
    task: readChoice(query, "task", ["prediction", "training"]),
    createdAfter: readTime(query, "created_after"),
    createdBefore: readTime(query, "created_before"),
  };
}

/** How the list is sorted: by `relevance` where a text is looked for and nothing else was said, the best first. */
export function readOrder<Sort extends string>(
  query: ListQuery,
  {
    sorts,
    directionOf,
  }: { sorts: readonly [Sort, ...Sort[]]; directionOf: (sort: Sort) => Direction },
): { sort: Sort | "relevance"; direction: Direction } {
  const isText = typeof query.q === "string";
  const sort = readSort(query, isText ? ["relevance", ...sorts] : [...sorts, "relevance"]);
  if (sort !== "relevance") return { sort, direction: readDirection(query, directionOf(sort)) };
  if (!isText)
    throw invalidInput(["query", "sort"], "relevance needs a text to look for: send q too");
  if (readDirection(query, "desc") === "desc") return { sort, direction: "desc" };
  throw invalidInput(["query", "sort_direction"], "by relevance, the best come first: send desc");
}

function readText({ q }: ListQuery): string | null {
  if (q === null || q === undefined) return null;
  if (q.length > maxTextLength) {
    throw invalidInput(["query", "q"], `q must have at most ${maxTextLength} characters`);
  }
  if (isSearchable(q)) return q;
  throw invalidInput(["query", "q"], "q must have a letter or a digit: nothing else is looked for");
}

function readTags({ tag = [] }: ListQuery): string[] {
  if (tag.length <= maxTags) return tag;
  throw invalidInput(["query", "tag"], `tag may be given ${maxTags} times at most`);
}

function readTime(query: ListQuery, parameter: "created_after" | "created_before"): number | null {
  const text = query[parameter];
  if (text === null || text === undefined) return null;
  const time = readWireTime(text);
  if (time !== null) return time;
  const message = `${parameter} must be a time such as 2026-11-21T09:30:00Z`;
  throw invalidInput(["query", parameter], message);
}
