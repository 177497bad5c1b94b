import { replayDeliveries as replayRows } from "@headgate/database";
import { toWireTime, type WebhookReplay } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import { describeBody } from "../bodies/describe-body.ts";
import type { RegistryContext } from "../context.ts";
import { uuidOf } from "../random-id.ts";
import { readDeliveryFilter } from "./delivery-query.ts";

const time = { type: "string" } as const;

export const replayDeliveriesBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["from", "to"],
  properties: {
    from: { ...time, description: "Those made then or later, RFC 3339." },
    to: { ...time, description: "Those made before then." },
    state: { enum: ["dead", "delivered"], default: "dead" },
    event: { enum: ["start", "completed"] },
    endpoint: { type: "string", description: "Only those of the endpoint with this id." },
  },
});

/** Has those of the caller's sent again that the body means, the oldest first, 1,000 at most. Gives their ids, too. */
export async function replayDeliveries(
  ctx: RegistryContext,
  input: { body: unknown },
): Promise<{ shown: WebhookReplay; ids: string[] }> {
  const { ownerId } = requireOwnPermission(ctx, "manage");
  const filter = readDeliveryFilter(replayDeliveriesBody.parse(input.body), ownerId, "body");
  const replay = { replayId: uuidOf(ctx.random(16)), at: ctx.now() };
  const { ids, replayed, next } = await replayRows(ctx.db, filter, replay);
  return { shown: { replayed, next_from: next === null ? null : toWireTime(next) }, ids };
}
