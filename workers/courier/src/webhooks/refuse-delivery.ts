import { type ClaimedDelivery, type Database, hasNewerProgress } from "@headgate/database";

import { isProgress } from "./retry-delay.ts";

/** Why a delivery is not to be attempted, ever, as it stands; null: it is. */
export async function refuseDelivery(
  { delivery, endpoint }: ClaimedDelivery,
  db: Database,
): Promise<string | null> {
  const { endpointId, event, attempt, id, predictionId } = delivery;
  if (endpoint?.disabledReason) return `its endpoint is disabled: ${endpoint.disabledReason}`;
  if (endpointId !== null && endpoint === null) return "its endpoint was deleted";
  if (!isProgress(event) || attempt === 0) return null;
  const isOld = await hasNewerProgress(db, { id, predictionId });
  return isOld ? "a later webhook has told more" : null;
}
