import { type EndpointChanges, updateEndpoint } from "@headgate/database";
import { checkOutboundUrl, type WebhookEndpoint } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import { auditEntry, changedFields } from "../audit/audit-entry.ts";
import { dropMissing } from "../bodies/drop-missing.ts";
import type { RegistryContext } from "../context.ts";
import { patchEndpointBody } from "./endpoint-bodies.ts";
import { endpointConflict, noEndpoint } from "./endpoint-refusals.ts";
import { showEndpoint } from "./show-endpoint.ts";

/**
 * Changes what the body names, of one of the caller's. What is on its way goes to its URL as it is by then. `conflict` for a URL that
 * another one of the caller's has.
 */
export async function patchEndpoint(
  ctx: RegistryContext,
  { id, ...input }: { id: string; body: unknown },
): Promise<WebhookEndpoint> {
  const { ownerId } = requireOwnPermission(ctx, "manage");
  const body = patchEndpointBody.parse(input.body);
  const changes = dropMissing({
    url: body.url && checkOutboundUrl(body.url, ctx.urlPolicy, ["body", "url"]).href,
    description: body.description,
    ...switched(body.enabled, ctx.now()),
  });
  const audit = auditEntry(ctx, {
    ...{ kind: "webhook_endpoint", verb: "update", ownerId, target: id },
    details: changedFields(body),
  });
  const update = { ownerId, id, changes, updatedAt: ctx.now() };
  const patched = await updateEndpoint(ctx.db, update, audit).catch((error: unknown) => {
    throw endpointConflict(error);
  });
  if (patched === null) throw noEndpoint(id);
  return showEndpoint(patched, ctx.now());
}

function switched(enabled: boolean | undefined, now: number): EndpointChanges {
  if (enabled === undefined) return {};
  if (enabled) return { disabledAt: null, disabledReason: null };
  return { disabledAt: now, disabledReason: "its owner disabled it" };
}
