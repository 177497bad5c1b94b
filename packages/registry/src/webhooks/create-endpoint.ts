import {
  type AuditEntry,
  type EndpointRow,
  findEndpoint,
  insertEndpoint,
  type NewEndpoint,
} from "@headgate/database";
import { checkOutboundUrl, type CreatedWebhookEndpoint } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { SealingContext } from "../context.ts";
import { makeOnce } from "../make-once.ts";
import { uuidOf } from "../random-id.ts";
import { createEndpointBody } from "./endpoint-bodies.ts";
import { endpointConflict, tooManyEndpoints } from "./endpoint-refusals.ts";
import { drawEndpointSecret } from "./endpoint-secret.ts";
import { showEndpoint } from "./show-endpoint.ts";

/** With its secret, which is shown this once. `conflict` for a URL that the caller has, and for more than 100 endpoints. */
export async function createEndpoint(
  ctx: SealingContext,
  input: { body: unknown },
): Promise<CreatedWebhookEndpoint> {
  const { ownerId } = requireOwnPermission(ctx, "manage");
  const { url, description } = createEndpointBody.parse(input.body);
  const { href } = checkOutboundUrl(url, ctx.urlPolicy, ["body", "url"]);
  const id = uuidOf(ctx.random(16));
  const { secret, sealedSecret } = await drawEndpointSecret(ctx, id);
  const row = { id, ownerId, url: href, description, sealedSecret, createdAt: ctx.now() };
  const audit = auditEntry(ctx, { kind: "webhook_endpoint", verb: "create", ownerId, target: id });
  const made = await makeOnce(
    () => make(ctx, row, audit),
    () => findEndpoint(ctx.db, row),
  );
  return { ...showEndpoint(made, ctx.now()), secret };
}

async function make(
  { db }: SealingContext,
  row: NewEndpoint,
  audit: AuditEntry,
): Promise<EndpointRow> {
  const isMade = await insertEndpoint(db, row, audit).catch((error: unknown) => {
    throw endpointConflict(error);
  });
  if (!isMade) throw tooManyEndpoints();
  const unset = { disabledAt: null, disabledReason: null, updatedAt: null };
  return { ...row, ...unset, previousSealedSecret: null, previousUntil: null };
}
