import { findOwner, findOwnerByName, insertToken, type OwnerRow } from "@headgate/database";
import { HeadgateError, toWireTime } from "@headgate/shared";

import { hasScope, requireScope } from "../access/require-scope.ts";
import { describeBody } from "../bodies/describe-body.ts";
import { type Actor, type RegistryContext, type Scope, scopes } from "../context.ts";
import { noUser } from "../owners/get-user-by-name.ts";
import { uuidOf } from "../random-id.ts";
import { createTokenText, hashToken } from "./token-text.ts";

export interface CreatedToken {
  id: string;
  name: string;
  scopes: Scope[];
  /** Shown this once: only its SHA-256 is kept. */
  token: string;
  created_at: string;
}

export const createTokenBody = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["name", "scopes"],
  properties: {
    name: { type: "string", minLength: 1, maxLength: 255 },
    scopes: { type: "array", minItems: 1, uniqueItems: true, items: { enum: scopes } },
    username: { type: "string", description: "Whose token it is; the caller's by default." },
  },
});

/**
 * A token of the caller's, with no scope that the caller lacks; needs scope `write`. With scope `admin` a token of
 * anybody's, with any scopes.
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
  const token = await createTokenText(ctx.random(32));
  const [id, createdAt] = [uuidOf(ctx.random(16)), ctx.now()];
  const { name, scopes: granted } = body;
  const hash = await hashToken(token);
  await insertToken(ctx.db, { id, ownerId: owner.id, name, hash, scopes: granted, createdAt });
  return { id, name, scopes: granted, token, created_at: toWireTime(createdAt) };
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
