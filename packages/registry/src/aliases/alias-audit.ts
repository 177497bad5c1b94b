import type { AuditEntry, LedgerRow, ModelDetails } from "@headgate/database";

import { auditEntry } from "../audit/audit-entry.ts";
import type { RegistryContext } from "../context.ts";

/** What the audit log tells of an entry of the ledger: which alias of which model, from where to where, and why. */
export function aliasAudit(
  ctx: RegistryContext,
  { owner, name }: ModelDetails,
  { action, alias, fromNumber, toNumber, isProtected, rule, reason }: LedgerRow,
): AuditEntry {
  return auditEntry(ctx, {
    ...{ kind: "alias", verb: action, ownerId: owner.id },
    target: `${owner.username}/${name}@${alias}`,
    details: { from: fromNumber, to: toNumber, protected: isProtected, rule, reason },
  });
}
