import { deleteMember as deleteRow } from "@headgate/database";

import { requireScope } from "../access/require-scope.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { RegistryContext } from "../context.ts";
import { findUser } from "../owners/get-user-by-name.ts";
import { getOwnOrganization } from "./find-organization.ts";
import { checkChange } from "./member-refusals.ts";
import type { MemberPath } from "./put-member.ts";

/** For admins; and whoever is a member may leave. `conflict` where no admin would be left. */
export async function deleteMember(ctx: RegistryContext, input: MemberPath): Promise<void> {
  const caller = requireScope(ctx, "write");
  const user = await findUser(ctx, input);
  const { organization, actor } = await getOwnOrganization(
    ctx,
    input,
    user.id === caller.ownerId ? "read" : "manage",
  );
  const { ownerId: actorId, tokenId } = actor;
  const admin = { organizationId: organization.id, actorId, tokenId };
  const audit = auditEntry(ctx, {
    ...{ kind: "member", verb: "remove", ownerId: organization.id, target: user.username },
  });
  checkChange(await deleteRow(ctx.db, { admin, userId: user.id, audit }), input);
}
