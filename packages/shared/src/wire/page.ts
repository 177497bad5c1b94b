/** Exactly these five keys: WriftAI's client fails on a missing or an extra one. */
export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
  previous_cursor: string | null;
  next_url: string | null;
  previous_url: string | null;
}
