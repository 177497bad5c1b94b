import { chunksOf, parseJson } from "@headgate/routing";
import type { PredictionRecord, StreamEvent } from "@headgate/shared";

import { formatEvent } from "./format-event.ts";
import { idOf, type Seen } from "./last-event-id.ts";

/**
 * An ended prediction as the events of a stream, where there is no stream of it, or no longer. Whoever has seen events of the stream
 * itself is told to begin anew. `output` is JSON text. Nothing, where all was seen.
 */
export function tellRecord(record: PredictionRecord, output: string | null, seen: Seen): string[] {
  const events = recordEvents(record, output);
  if (seen.of === "stream" && seen.count > 0) events.unshift({ type: "restart", reason: "purged" });
  const first = seen.of === "stream" && seen.count > 0 ? 0 : 1;
  const skipped = seen.of === "record" ? seen.count : 0;
  return events
    .map((event, index) => formatEvent(event, idOf({ of: "record", count: first + index })))
    .slice(skipped);
}

/** What a stream of it would have told of a prediction that has ended, had its backend told nothing on the way. */
export function recordEvents({ outcome }: PredictionRecord, output: string | null): StreamEvent[] {
  if (outcome === null) return [];
  const { state, error, logs } = outcome;
  const value = output === null ? null : parseJson(output);
  const isSmall = outcome.output !== null && "inline" in outcome.output;
  return [
    ...(logs === "" ? [] : [{ type: "logs" as const, text: logs }]),
    ...chunksOf(value).map((chunk) => ({ type: "output" as const, chunk })),
    { type: "done", state, error, ...(isSmall ? { output: value } : {}) },
  ];
}
