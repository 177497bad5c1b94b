import type { AttemptRow, DeliveryRow } from "@headgate/database";
import {
  toWireTime,
  type WebhookDelivery,
  type WebhookDeliveryWithAttempts,
  webhookEvents,
} from "@headgate/shared";

export function showDelivery(row: DeliveryRow): WebhookDelivery {
  const { id, url, state, sequence } = row;
  return {
    ...{ id, prediction_id: row.predictionId, event: eventOf(row), sequence, url },
    endpoint_id: row.endpointId,
    state,
    attempt_count: row.attempt,
    last_status: row.lastStatus,
    last_error: row.lastError,
    created_at: toWireTime(row.createdAt),
    delivered_at: toTime(row.deliveredAt),
    next_attempt_at: toTime(row.dueAt),
    replayed_at: toTime(row.replayedAt),
    body_removed: row.body === null,
  };
}

export function showAttempt(row: AttemptRow): WebhookDeliveryWithAttempts["attempts"][number] {
  const { number, at, durationMs, status, error, answer } = row;
  return { number, at: toWireTime(at), duration_ms: durationMs, status, error, answer };
}

function toTime(ms: number | null): string | null {
  return ms === null ? null : toWireTime(ms);
}

/** No other was ever written. */
function eventOf({ event }: DeliveryRow): WebhookDelivery["event"] {
  return webhookEvents.find((known) => known === event) ?? "completed";
}
