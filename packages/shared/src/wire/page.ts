import { nullableText } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";

/** Exactly these five keys: WriftAI's client fails on a missing or an extra one. */
export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
  previous_cursor: string | null;
  next_url: string | null;
  previous_url: string | null;
}

/** The description of a page of what is described: `PageOfModel` of `Model`. */
export function pageOf(item: { title: string }): { title: string } {
  return wireObject(`PageOf${item.title}`, {
    items: { type: "array", items: item },
    next_cursor: nullableText,
    previous_cursor: nullableText,
    next_url: nullableText,
    previous_url: nullableText,
  });
}
