/** What a caller has seen of a stream: events of the stream itself, or of those made from the ended prediction's record. */
export type Seen = { of: "stream" | "record"; count: number };

/** `Last-Event-ID`, which is what `idOf` gave. Nothing was seen where it is none of ours. */
export function readLastEventId(headers: Headers): Seen {
  const [, end, count] = /^(end-)?([0-9]{1,15})$/.exec(headers.get("last-event-id") ?? "") ?? [];
  return { of: end === undefined ? "stream" : "record", count: Number(count ?? 0) };
}

/** The id of an event, counted from 1. */
export function idOf({ of, count }: Seen): string {
  return of === "stream" ? String(count) : `end-${count}`;
}
