import type { MemberChange } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import type { MemberPath } from "./put-member.ts";

/** Throws what hindered the change, if anything. */
export function checkChange(change: MemberChange, path: MemberPath): void {
  const { organization, username } = path;
  switch (change) {
    case "changed":
      return;
    case "not_member":
      throw noMember(path);
    case "not_admin":
      throw noAdmin(organization);
    case "last_admin":
      throw new HeadgateError(
        "conflict",
        `${username} is the last admin of ${organization}: make another member an admin first`,
      );
  }
}

export function noMember({ organization, username }: MemberPath): HeadgateError {
  return new HeadgateError("not_found", `${organization} has no member ${username}`);
}

/** Found out by the write: until then the caller was taken for one. */
export function noAdmin(organization: string): HeadgateError {
  return new HeadgateError("forbidden", `you are no admin of ${organization} any more`);
}
