import { findMember } from "@headgate/database";

import { permissions, reaches } from "../access/permissions.ts";
import type { RegistryContext } from "../context.ts";

/** Whether a user, or an organization itself, may write in the owner's namespace, with whichever token. */
export async function mayStillWrite(
  { db }: Pick<RegistryContext, "db">,
  { callerId, ownerId }: { callerId: string; ownerId: string },
): Promise<boolean> {
  if (callerId === ownerId) return true;
  const member = await findMember(db, { organizationId: ownerId, userId: callerId });
  return member !== null && reaches(member.role, permissions.write.role);
}
