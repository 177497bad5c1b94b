export interface ServerSentEvent {
  id: string;
  event: string;
  data: string;
}

/** Reads a stream of server-sent events to its end. */
export async function readEvents(
  url: string,
  token: string,
  lastEventId?: number,
): Promise<ServerSentEvent[]> {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  if (lastEventId !== undefined) headers.set("last-event-id", String(lastEventId));
  const response = await fetch(url, { headers });
  const type = response.headers.get("content-type");
  if (type !== "text/event-stream") throw new Error(`${url}: ${await response.text()}`);
  const blocks = (await response.text()).split("\n\n").map(parseEvent);
  return blocks.filter(({ event }) => event !== "");
}

/** One event of a stream: the lines between two empty ones. */
export function parseEvent(text: string): ServerSentEvent {
  const read = (field: string): string =>
    text
      .split("\n")
      .find((line) => line.startsWith(`${field}: `))
      ?.slice(field.length + 2) ?? "";
  return { id: read("id"), event: read("event"), data: read("data") };
}
