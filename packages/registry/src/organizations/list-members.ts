import { listMembers as listRows, type MemberRow, readPageRequest } from "@headgate/database";
import { type Member, toWireTime } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { getOwnOrganization, type OrganizationPath } from "./find-organization.ts";

/** In the order in which they joined; for members. */
export async function listMembers(
  ctx: RegistryContext,
  input: OrganizationPath & { query: ListQuery },
): Promise<CursorPage<Member>> {
  const request = readPageRequest(input.query);
  const { organization } = await getOwnOrganization(ctx, input, "read");
  return toCursorPage(await listRows(ctx.db, organization.id, request), showMember);
}

export function showMember({ user, role, createdAt }: MemberRow): Member {
  const { id, username, avatarUrl } = user;
  return {
    user: { id, username, avatar_url: avatarUrl },
    role,
    created_at: toWireTime(createdAt),
  };
}
