import {
  type AuditFilter,
  type AuditRow,
  listAuditLog as listRows,
  readPageRequest,
} from "@headgate/database";
import { type AuditEvent, invalidInput, readWireTime, toWireTime } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import type { RegistryContext } from "../context.ts";
import { getOwnOrganization, type OrganizationPath } from "../organizations/find-organization.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";

/** The query of an audit log's URL, as texts. */
export interface AuditQuery extends ListQuery {
  action?: string | null | undefined;
  actor?: string | null | undefined;
  target?: string | null | undefined;
  since?: string | null | undefined;
  until?: string | null | undefined;
}

/** What was changed in the caller's own namespace, by whomever; newest first. */
export async function listOwnAuditLog(
  ctx: RegistryContext,
  input: { query: AuditQuery },
): Promise<CursorPage<AuditEvent>> {
  const { ownerId } = requireOwnPermission(ctx, "inspect");
  return readEvents(ctx, ownerId, input.query);
}

/** What was changed in an organization's namespace; for admins. */
export async function listOrganizationAuditLog(
  ctx: RegistryContext,
  input: OrganizationPath & { query: AuditQuery },
): Promise<CursorPage<AuditEvent>> {
  const { organization } = await getOwnOrganization(ctx, input, "inspect");
  return readEvents(ctx, organization.id, input.query);
}

async function readEvents(
  { db }: RegistryContext,
  ownerId: string,
  query: AuditQuery,
): Promise<CursorPage<AuditEvent>> {
  const filter: AuditFilter = {
    ownerId,
    action: query.action ?? undefined,
    actor: query.actor ?? undefined,
    target: query.target ?? undefined,
    since: readTime("since", query.since ?? undefined),
    until: readTime("until", query.until ?? undefined),
  };
  return toCursorPage(await listRows(db, filter, readPageRequest(query)), showEvent);
}

function readTime(name: "since" | "until", text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = readWireTime(text);
  if (time !== null) return time;
  throw invalidInput(["query", name], `${name} must be a time such as 2027-01-31T12:00:00Z`);
}

function showEvent(row: AuditRow): AuditEvent {
  const { id, action, target, details } = row;
  return {
    ...{ id, at: toWireTime(row.at), action },
    actor: { id: row.actorId, username: row.actorName },
    token_id: row.tokenId,
    request_id: row.requestId,
    ...{ target_kind: row.targetKind, target, details },
  };
}
