import { invalidInput } from "@headgate/shared";

const defaultPageSize = 25;
const minPageSize = 5;
const maxPageSize = 50;

/** Which page of a list, as read from a URL. */
export interface PageRequest {
  /** Null: the first page. */
  cursor: string | null;
  size: number;
}

/** The texts of a URL's query; a missing one is undefined or null. */
export interface PageQuery {
  cursor?: string | null | undefined;
  page_size?: string | null | undefined;
}

/** Throws `invalid_input` at `query.page_size` for what is no integer from 5 to 50. */
export function readPageRequest(query: PageQuery): PageRequest {
  return { cursor: query.cursor ?? null, size: readSize(query.page_size ?? null) };
}

function readSize(text: string | null): number {
  if (text === null) return defaultPageSize;
  const size = /^[0-9]{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (size >= minPageSize && size <= maxPageSize) return size;
  throw invalidInput(
    ["query", "page_size"],
    `page_size must be an integer from ${minPageSize} to ${maxPageSize}`,
  );
}
