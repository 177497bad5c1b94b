import type { DeliveryFilter, PageQuery } from "@headgate/database";
import { invalidInput, readWireTime, webhookDeliveryStates, webhookEvents } from "@headgate/shared";

/** The query of a list of deliveries, or the body of a replay, as texts. */
export interface DeliveryQuery extends PageQuery {
  prediction?: string | null | undefined;
  endpoint?: string | null | undefined;
  state?: string | null | undefined;
  event?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}

/** Throws `invalid_input` at `<place>.<parameter>`. */
export function readDeliveryFilter(
  query: DeliveryQuery,
  ownerId: string,
  place: "query" | "body",
): DeliveryFilter {
  return {
    ownerId,
    predictionId: query.prediction ?? undefined,
    endpointId: query.endpoint ?? undefined,
    state: readWord(place, ["state", query.state], webhookDeliveryStates),
    event: readWord(place, ["event", query.event], webhookEvents),
    from: readTime(place, ["from", query.from]),
    to: readTime(place, ["to", query.to]),
  };
}

type Given = string | null | undefined;

function readWord<Word extends string>(
  place: string,
  [name, text]: [string, Given],
  words: readonly Word[],
): Word | undefined {
  if (text === null || text === undefined) return undefined;
  const word = words.find((known) => known === text);
  if (word !== undefined) return word;
  throw invalidInput([place, name], `${name} must be one of ${words.join(", ")}`);
}

function readTime(place: string, [name, text]: [string, Given]): number | undefined {
  if (text === null || text === undefined) return undefined;
  const time = readWireTime(text);
  if (time !== null) return time;
  throw invalidInput([place, name], `${name} must be a time such as 2026-11-21T09:30:00Z`);
}
