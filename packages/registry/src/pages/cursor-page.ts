import type { RowPage } from "@headgate/database";
import type { Page } from "@headgate/shared";

/** A page before anybody knows under which URL it is served. */
export type CursorPage<Item> = Pick<Page<Item>, "items" | "next_cursor" | "previous_cursor">;

export function toCursorPage<Row, Item>(
  page: RowPage<Row>,
  toItem: (row: Row) => Item,
): CursorPage<Item> {
  return { items: page.rows.map(toItem), next_cursor: page.next, previous_cursor: page.previous };
}

/** The page on the wire: `url` is the one it was asked for by, whose other parameters its neighbours keep. */
export function addPageUrls<Item>(page: CursorPage<Item>, url: URL): Page<Item> {
  return {
    ...page,
    next_url: neighbour(url, page.next_cursor),
    previous_url: neighbour(url, page.previous_cursor),
  };
}

function neighbour(url: URL, cursor: string | null): string | null {
  if (cursor === null) return null;
  const changed = new URL(url);
  changed.searchParams.set("cursor", cursor);
  return changed.href;
}
