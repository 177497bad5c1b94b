import { findOwner, insertOwner, isUniqueViolation, type NewOwner } from "@headgate/database";
import { parseOwnerName, type UserWithDetails } from "@headgate/shared";

import { requireScope } from "../access/require-scope.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import { parseAt } from "../bodies/parse-at.ts";
import type { RegistryContext } from "../context.ts";
import { makeOnce } from "../make-once.ts";
import { newOwner } from "./new-owner.ts";
import { createOwnerBody } from "./owner-bodies.ts";
import { showUserWithDetails } from "./show-user.ts";
import { takenName } from "./taken-name.ts";

/** A user. Needs scope `admin`. `conflict` for a username that anybody has or ever had. */
export async function createOwner(
  ctx: RegistryContext,
  input: { body: unknown },
): Promise<UserWithDetails> {
  requireScope(ctx, "admin");
  const body = createOwnerBody.parse(input.body);
  const username = parseAt("username", body.username, parseOwnerName);
  const owner = newOwner(ctx, { ...body, username });
  const made = await makeOnce(
    () => make(ctx, owner),
    () => findOwner(ctx.db, owner.id),
  );
  return showUserWithDetails({ ...made, kind: "user" });
}

async function make(ctx: RegistryContext, owner: NewOwner): Promise<NewOwner> {
  const { id, username: target } = owner;
  const change = { kind: "user", verb: "create", ownerId: id, target } as const;
  try {
    await insertOwner(ctx.db, owner, auditEntry(ctx, change));
  } catch (error) {
    if (isUniqueViolation(error, "usernames.username")) throw takenName(owner.username);
    throw error;
  }
  return owner;
}
