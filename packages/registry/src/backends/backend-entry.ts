import type { AuditEntry, ModelDetails } from "@headgate/database";

import { auditEntry } from "../audit/audit-entry.ts";
import type { RegistryContext } from "../context.ts";

/** A change of a version's backends. Of a URL it tells that it changed: where predictions run is for those to see who see backends. */
export function backendEntry(
  ctx: RegistryContext,
  { owner, name }: ModelDetails,
  change: { verb: string; number: string; details: { id: string; changed?: string[] } },
): AuditEntry {
  const { verb, number, details } = change;
  const target = `${owner.username}/${name}:${number}`;
  return auditEntry(ctx, { kind: "backend", verb, ownerId: owner.id, target, details });
}
