import type { ProgressEvent, Ticket } from "@headgate/shared";

/** To whom a callback that comes on the way is passed on: the stream of the prediction, and its webhook for these events. */
export type Listener = "stream" | ProgressEvent;

const known: readonly Listener[] = ["stream", "output", "logs"];

/** Who wants to be told of a prediction before its end. */
export function listenersTo({ streams, webhook }: Pick<Ticket, "streams" | "webhook">): Listener[] {
  const events: readonly string[] = webhook?.events ?? [];
  return known.filter((one) => (one === "stream" ? streams : events.includes(one)));
}

/** What a backend is to tell of for them. */
export function wantedBy(listeners: readonly Listener[]): ProgressEvent[] {
  if (listeners.includes("stream")) return ["output", "logs"];
  return listeners.filter((one) => one !== "stream");
}

/** In the query of a callback URL: so that a callback of which nobody wants to know costs no look-up. */
export function writeListeners(listeners: readonly Listener[]): string {
  return listeners.length === 0 ? "" : `?tell=${listeners.join(",")}`;
}

/** What `writeListeners` wrote; unknown words are passed over. */
export function readListeners(query: URLSearchParams): Listener[] {
  const told = (query.get("tell") ?? "").split(",");
  return known.filter((one) => told.includes(one));
}
