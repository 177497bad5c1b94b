import { type SQL, sql } from "drizzle-orm";

import { organizationMembers, tokens } from "../schema/index.ts";

/** Who acts for an organization: a member, or a token of the organization itself. */
export interface OrganizationAdmin {
  organizationId: string;
  actorId: string;
  tokenId: string;
}

/**
 * Whether that is an admin at this moment. Who was one is remembered for some seconds elsewhere: without a look in the statement that
 * writes, one who was removed could come back in that time.
 */
export function isStillAdmin({ organizationId, actorId, tokenId }: OrganizationAdmin): SQL {
  return sql`(exists (select 1 from ${organizationMembers} as acting where acting.organization_id = ${organizationId}
      and acting.user_id = ${actorId} and acting.role = 'admin')
    or exists (select 1 from ${tokens} as acting where acting.id = ${tokenId}
      and acting.owner_id = ${organizationId} and acting.role = 'admin' and acting.revoked_at is null))`;
}
