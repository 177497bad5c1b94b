import { requireScope } from "@headgate/registry";
import { isTerminal } from "@headgate/shared";

import { awaitEnd } from "../gate/await-end.ts";
import type { ApiContext } from "../http/api-context.ts";
import { streamRecord } from "../streams/stream-record.ts";
import { findPredictionRecord } from "./get-prediction.ts";
import { maxWaitMs, readWaitPreference, wantsEvents } from "./preferences.ts";
import { respondWithPrediction } from "./show-prediction.ts";

/** What a creation under an idempotency key settles on before it asks a gate. */
export interface PinnedPrediction {
  id: string;
  /** What a name or an alias means may change between attempts. */
  versionId: string;
}

/** `text` is what `writePinned` gave. */
export function readPinned(text: string): PinnedPrediction {
  const [id = "", versionId = ""] = text.split(" ");
  return { id, versionId };
}

export function writePinned({ id, versionId }: PinnedPrediction): string {
  return `${id} ${versionId}`;
}

/** The prediction that an earlier attempt made, waited for as `Prefer` says, a minute at most. Null: it made none. */
export async function repeatPrediction(api: ApiContext, pinned: string): Promise<Response | null> {
  requireScope(api.registry, "predict");
  const { id } = readPinned(pinned);
  const record = await findPredictionRecord(api, id);
  if (record === null) return null;
  if (wantsEvents(api.request.headers)) return streamRecord(api, record);
  if (isTerminal(record.state)) return respondWithPrediction(api, record);
  const preference = readWaitPreference(api.request.headers);
  const waitMs = preference.mode === "direct" ? maxWaitMs : preference.waitMs;
  return respondWithPrediction(api, await awaitEnd(api, id, waitMs));
}
