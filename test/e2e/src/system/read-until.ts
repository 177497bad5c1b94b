import { parseEvent, type ServerSentEvent } from "./read-events.ts";

/** What made a reading end. */
export type ReadingEnd = "cut" | "ended" | "nothing";

export interface Reading {
  url: string;
  lastEventId: string | null;
  /** Whether to hang up after this event. */
  isLast: (event: ServerSentEvent) => boolean;
}

/**
 * Reads a stream of server-sent events one by one, as a browser does, until it ends, breaks off or is hung up on. `nothing`: there is no
 * more to come. Throws where nobody answers.
 */
export async function readUntil({ url, lastEventId, isLast }: Reading): Promise<ReadingEnd> {
  const caller = new AbortController();
  const headers = new Headers({ accept: "text/event-stream" });
  if (lastEventId !== null) headers.set("last-event-id", lastEventId);
  const response = await fetch(url, { headers, signal: caller.signal });
  if (response.status === 204) return "nothing";
  if (!response.ok || response.body === null) throw new Error(`status ${response.status}`);
  try {
    for await (const event of eventsIn(response.body)) {
      if (!isLast(event)) continue;
      caller.abort();
      return "cut";
    }
  } catch {
    // The runtime was killed.
  }
  return "ended";
}

async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  let rest = "";
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const blocks = `${rest}${text}`.split("\n\n");
    rest = blocks.pop() ?? "";
    yield* blocks.map(parseEvent).filter(({ event }) => event !== "");
  }
}
