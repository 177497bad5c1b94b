import { and, eq, lte, sql } from "drizzle-orm";

import type { Database } from "../database.ts";
import { owners, webhookDeliveries, webhookEndpoints } from "../schema/index.ts";
import type { DeliveryRow } from "./webhook-deliveries.ts";
import type { EndpointRow } from "./webhook-endpoints.ts";

/** A delivery that is about to be attempted, and what else decides how. */
export interface ClaimedDelivery {
  delivery: DeliveryRow;
  /** The endpoint it was made for; if that is gone, or there was none, the one that has its URL by now. */
  endpoint: EndpointRow | null;
  /** Null: nobody knows whose it is. */
  owner: OwnerSecrets | null;
}

export interface OwnerSecrets {
  webhookSecret: string;
  previousWebhookSecret: string | null;
  previousWebhookSecretUntil: number | null;
}

const endpointId = sql`(select coalesce(
  (select endpoint.id from webhook_endpoints as endpoint where endpoint.id = delivery.endpoint_id),
  (select endpoint.id from webhook_endpoints as endpoint where endpoint.owner_id = delivery.owner_id and endpoint.url = delivery.url)
)`;

/**
 * Takes a delivery for one attempt, which nobody else makes until `heldUntil`. Null: it is not pending or not due by `now`, or somebody
 * else has it.
 */
export async function claimDelivery(
  db: Database,
  { id, now, heldUntil }: { id: string; now: number; heldUntil: number },
): Promise<ClaimedDelivery | null> {
  const from = sql`from webhook_deliveries as delivery where delivery.id = ${id})`;
  const { webhookSecret, previousWebhookSecret, previousWebhookSecretUntil } = owners;
  const [claimed, endpoints, known] = await db.batch([
    db
      .update(webhookDeliveries)
      .set({ claimedAt: now, dueAt: heldUntil })
      .where(
        and(
          eq(webhookDeliveries.id, id),
          eq(webhookDeliveries.state, "pending"),
          lte(webhookDeliveries.dueAt, now),
        ),
      )
      .returning(),
    db
      .select()
      .from(webhookEndpoints)
      .where(sql`${webhookEndpoints.id} = ${endpointId} ${from}`),
    db
      .select({ webhookSecret, previousWebhookSecret, previousWebhookSecretUntil })
      .from(owners)
      .where(sql`${owners.id} = (select delivery.owner_id ${from}`),
  ]);
  const [delivery] = claimed;
  if (delivery === undefined) return null;
  return { delivery, endpoint: endpoints[0] ?? null, owner: known[0] ?? null };
}

/** Gives a claimed delivery back, or puts it off: no attempt was made. */
export async function postponeDelivery(
  db: Database,
  { id, dueAt }: { id: string; dueAt: number },
): Promise<void> {
  const isPending = and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.state, "pending"));
  await db.update(webhookDeliveries).set({ dueAt, claimedAt: null }).where(isPending);
}

/** Gives a pending delivery up without an attempt. */
export async function endDelivery(
  db: Database,
  { id, error, at }: { id: string; error: string; at: number },
): Promise<void> {
  await db
    .update(webhookDeliveries)
    .set({ state: "dead", lastError: error, updatedAt: at, dueAt: null })
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.state, "pending")));
}
