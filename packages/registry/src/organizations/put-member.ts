import { findMember, isRefusedFor, putMember as putRow } from "@headgate/database";
import type { Member } from "@headgate/shared";

import { auditEntry } from "../audit/audit-entry.ts";
import type { RegistryContext } from "../context.ts";
import { findUser } from "../owners/get-user-by-name.ts";
import { tooManyMemberships } from "./create-organization.ts";
import { getOwnOrganization, type OrganizationPath } from "./find-organization.ts";
import { showMember } from "./list-members.ts";
import { checkChange, noMember } from "./member-refusals.ts";
import { putMemberBody } from "./organization-bodies.ts";

/** `username` as the path segment that it is. */
export interface MemberPath extends OrganizationPath {
  username: string;
}

/** Takes a user in, or changes the role; for admins. `conflict` where no admin would be left. */
export async function putMember(
  ctx: RegistryContext,
  input: MemberPath & { body: unknown },
): Promise<Member> {
  const { organization, actor } = await getOwnOrganization(ctx, input, "manage");
  const { role } = putMemberBody.parse(input.body);
  const user = await findUser(ctx, input);
  const { ownerId: actorId, tokenId } = actor;
  const admin = { organizationId: organization.id, actorId, tokenId };
  const member = { userId: user.id, role, createdAt: ctx.now() };
  const audit = auditEntry(ctx, {
    ...{ kind: "member", verb: "put", ownerId: organization.id },
    ...{ target: user.username, details: { role } },
  });
  const change = await putRow(ctx.db, { admin, member, audit }).catch((error: unknown) => {
    throw isRefusedFor(error, "tooManyMemberships") ? tooManyMemberships(user.username) : error;
  });
  checkChange(change, input);
  const put = await findMember(ctx.db, { organizationId: organization.id, userId: user.id });
  if (put === null) throw noMember(input);
  return showMember(put);
}
