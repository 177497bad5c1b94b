import type { EndpointRow } from "@headgate/database";
import { toWireTime, type WebhookEndpoint } from "@headgate/shared";

/** `now`: a previous secret that has lapsed is not told of. */
export function showEndpoint(row: EndpointRow, now: number): WebhookEndpoint {
  const { id, url, description, disabledAt, disabledReason, previousUntil, updatedAt } = row;
  const hasPrevious =
    row.previousSealedSecret !== null && previousUntil !== null && previousUntil > now;
  return {
    ...{ id, url, description, enabled: disabledAt === null },
    disabled_reason: disabledReason,
    disabled_at: disabledAt === null ? null : toWireTime(disabledAt),
    has_secret: row.sealedSecret !== null,
    previous_secret_until: hasPrevious ? toWireTime(previousUntil) : null,
    created_at: toWireTime(row.createdAt),
    updated_at: updatedAt === null ? null : toWireTime(updatedAt),
  };
}
