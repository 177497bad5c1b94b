import type { AuditEntry } from "@headgate/database";
import type { AuditTargetKind } from "@headgate/shared";

import { requireActor } from "../access/require-scope.ts";
import type { RegistryContext } from "../context.ts";

/** What a verb is about to change. */
export interface Change {
  kind: AuditTargetKind;
  verb: string;
  /** In whose namespace. */
  ownerId: string;
  /** As the actor would name it: `owner/name`, a username, the id of a token … */
  target: string;
  /** What is changed into what, as far as it is no secret. */
  details?: Record<string, unknown>;
}

/** The change as the audit log is to tell it, made by the actor, now. */
export function auditEntry(ctx: RegistryContext, change: Change): AuditEntry {
  const actor = requireActor(ctx);
  const { kind, verb, ownerId, target, details = {} } = change;
  return {
    at: ctx.now(),
    actorId: actor.ownerId,
    actorName: actor.username,
    tokenId: actor.tokenId,
    requestId: ctx.requestId,
    action: `${kind}.${verb}`,
    ownerId,
    targetKind: kind,
    target,
    details,
  };
}

/**
 * Of a PATCH: which fields it named, in their spelling on the wire; those that are undefined it did not name. What they became is told only
 * where the caller of this adds it.
 */
export function changedFields(changes: object): { changed: string[] } {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { changed: given.map(([name]) => toSnakeCase(name)).toSorted() };
}

function toSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}
