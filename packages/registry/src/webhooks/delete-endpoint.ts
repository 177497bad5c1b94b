import { deleteEndpoint as deleteRow } from "@headgate/database";

import { requireOwnPermission } from "../access/require-permission.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { RegistryContext } from "../context.ts";
import { noEndpoint } from "./endpoint-refusals.ts";

/** Forgets one of the caller's, and its secret. What was on its way to it is dead, unless there is another with its URL by then. */
export async function deleteEndpoint(ctx: RegistryContext, { id }: { id: string }): Promise<void> {
  const { ownerId } = requireOwnPermission(ctx, "manage");
  const audit = auditEntry(ctx, { kind: "webhook_endpoint", verb: "delete", ownerId, target: id });
  if (!(await deleteRow(ctx.db, { ownerId, id }, audit))) throw noEndpoint(id);
}
