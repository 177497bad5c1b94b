import {
  findOwner,
  findOwnerByName,
  insertToken,
  type NewToken,
  type OwnerRow,
} from "@headgate/database";
import { type CreatedToken, HeadgateError, type Scope } from "@headgate/shared";

import { hasScope, requireScope } from "../access/require-scope.ts";
import type { Actor, RegistryContext } from "../context.ts";
import { noUser } from "../owners/get-user-by-name.ts";
import { uuidOf } from "../random-id.ts";
import { readExpiry } from "./read-expiry.ts";
import { showToken } from "./show-token.ts";
import { createTokenBody } from "./token-body.ts";
import { createTokenText, hashToken } from "./token-text.ts";

/** So much of a token is kept to tell it by: a few characters of 43 random ones, and of the checksum. */
const prefixLength = 7;
const endLength = 4;

/**
 * A token of the caller's, with no scope that the caller lacks and no longer life than its own; needs scope `write`. With scope
 * `admin` a token of anybody's, with any scopes.
 */
export async function createToken(
  ctx: RegistryContext,
  input: { body: unknown },
): Promise<CreatedToken> {
  const actor = requireScope(ctx, "write");
  const body = createTokenBody.parse(input.body);
  const owner = await findTarget(ctx, actor, body.username ?? actor.username);
  const lacking = body.scopes.filter((scope) => !hasScope(actor, scope));
  if (lacking.length > 0) throw beyondReach(lacking);
  const createdAt = ctx.now();
  const token = await createTokenText(ctx.random(32));
  const row: NewToken = {
    id: uuidOf(ctx.random(16)),
    ownerId: owner.id,
    name: body.name,
    hash: await hashToken(token),
    scopes: body.scopes,
    createdAt,
    prefix: token.slice(0, prefixLength),
    lastCharacters: token.slice(-endLength),
    expiresAt: readExpiry(body, actor, createdAt),
  };
  await insertToken(ctx.db, row);
  return { ...showToken({ ...row, owner: owner.username, lastUsedAt: null }), token };
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
  return owner;
}

function beyondReach(lacking: Scope[]): HeadgateError {
  const message = `a token cannot make one with more scopes than its own; it lacks ${lacking.join(", ")}`;
  return new HeadgateError("forbidden", message);
}
