import { invalidInput } from "@headgate/shared";

/** Which rows a page takes, seen from the row with the cursor's key. `from` and `until` take that row too. */
export type CursorSide = "after" | "from" | "before" | "until";
export type KeyValue = string | number;

export interface Cursor {
  side: CursorSide;
  key: KeyValue[];
}

const sides: readonly string[] = ["after", "from", "before", "until"] satisfies CursorSide[];
const maxCursorLength = 512;

/** base64url text that a client hands back unread. The list's name keeps it from being used on another. */
export function encodeCursor(list: string, cursor: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([list, cursor.side, ...cursor.key]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export interface CursorShape {
  list: string;
  /** Of how many values the key consists. */
  keyLength: number;
}

/** Throws `invalid_input` at `query.cursor` for everything that `encodeCursor` did not make for this list. */
export function decodeCursor(text: string, shape: CursorShape): Cursor {
  const parts = text.length > maxCursorLength ? null : parseParts(text);
  const [list, side, ...key] = parts ?? [];
  if (list !== shape.list || key.length !== shape.keyLength) throw unreadableCursor();
  if (!isSide(side) || !key.every(isKeyValue)) throw unreadableCursor();
  return { side, key };
}

function parseParts(text: string): unknown[] | null {
  try {
    const bytes = Uint8Array.from(
      atob(text.replaceAll("-", "+").replaceAll("_", "/")),
      (character) => character.charCodeAt(0),
    );
    const parts: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(parts) ? parts : null;
  } catch {
    // Neither base64 nor JSON: the same to the caller as a cursor of another list.
    return null;
  }
}

function isSide(value: unknown): value is CursorSide {
  return typeof value === "string" && sides.includes(value);
}

function isKeyValue(value: unknown): value is KeyValue {
  return typeof value === "string" || typeof value === "number";
}

export function unreadableCursor(): Error {
  return invalidInput(
    ["query", "cursor"],
    "the cursor is not one of this list with this order and these filters: pass next_cursor or previous_cursor of a page as it came, and the rest of the query as it was",
  );
}

/** A name for a list with these filters, so that no cursor of it fits others: any JSON value will do. */
export function nameFiltered(list: string, filters: unknown): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(JSON.stringify(filters))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return `${list}#${hash.toString(36)}`;
}
