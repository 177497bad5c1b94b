import {
  findOwner,
  findOwnerByName,
  findToken,
  insertToken,
  type OwnerRow,
} from "@headgate/database";
import { type CreatedToken, invalidInput } from "@headgate/shared";

import { requireScope } from "../access/require-scope.ts";
import type { Actor, RegistryContext } from "../context.ts";
import { makeOnce } from "../make-once.ts";
import { noUser } from "../owners/get-user-by-name.ts";
import { checkScopes } from "./check-scopes.ts";
import { mintToken } from "./mint-token.ts";
import { readExpiry } from "./read-expiry.ts";
import { readRateLimit } from "./read-rate-limit.ts";
import { showToken } from "./show-token.ts";
import { createTokenBody } from "./token-body.ts";
import { tokenEntry } from "./token-entry.ts";

/**
 * A token of the caller's, with no scope that the caller lacks and no longer life or higher rate limit than its own; needs scope `write`. With scope
 * `admin` a token of any user's, with any scopes.
 */
export async function createToken(
  ctx: RegistryContext,
  input: { body: unknown },
): Promise<CreatedToken> {
  const actor = requireScope(ctx, "write");
  const body = createTokenBody.parse(input.body);
  const owner = await findTarget(ctx, actor, body.username ?? actor.username);
  checkScopes(actor, body.scopes);
  const createdAt = ctx.now();
  const { token, row } = await mintToken(ctx, {
    ownerId: owner.id,
    name: body.name,
    scopes: body.scopes,
    createdAt,
    expiresAt: readExpiry(body, actor, createdAt),
    rateLimit: readRateLimit(body, actor),
  });
  const audit = tokenEntry(ctx, "create", row);
  const made = await makeOnce(
    async () => {
      await insertToken(ctx.db, row, audit);
      return { ...row, role: null, owner: owner.username, lastUsedAt: null };
    },
    () => findToken(ctx.db, row.id),
  );
  return { ...showToken(made), token };
}

async function findTarget(
  { db }: RegistryContext,
  actor: Actor,
  username: string,
): Promise<OwnerRow> {
  const isOwn = username === actor.username;
  if (!isOwn) requireScope({ actor }, "admin");
  const owner = isOwn ? await findOwner(db, actor.ownerId) : await findOwnerByName(db, username);
  if (owner === null) throw noUser(username);
  if (owner.kind === "user") return owner;
  const message = `${username} is an organization: make its tokens with POST /v1/organizations/${username}/tokens`;
  throw invalidInput(["body", "username"], message);
}
