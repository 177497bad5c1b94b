import type { Role, Scope } from "@headgate/shared";

import {
  type Actor,
  authenticate,
  createModel,
  createOrganization,
  createOrganizationToken,
  putMember,
} from "../src/index.ts";
import { as, type MadeModel, makeActor, makeToken, next } from "./arrange.ts";

export interface MadeOrganization {
  organization: string;
  /** The user who made it. */
  admin: Actor;
}

/** What a token is good for at the moment, as after a change of members. */
export async function renewed({ username, scopes }: Actor): Promise<Actor> {
  return makeActor([...scopes], username);
}

export async function makeOrganization(): Promise<MadeOrganization> {
  const admin = await makeActor();
  const { name } = await createOrganization(as(admin), { body: { name: `org-${next()}` } });
  return { organization: name, admin: await renewed(admin) };
}

/** A user in the organization; null: in none. */
export async function makeMember(
  { organization, admin }: MadeOrganization,
  role: Role | null,
): Promise<Actor> {
  const user = await makeActor();
  if (role === null) return user;
  await putMember(as(admin), { organization, username: user.username, body: { role } });
  return renewed(user);
}

/** An actor of the organization's own. */
export async function makeService(
  { organization, admin }: MadeOrganization,
  role: Role,
): Promise<Actor> {
  const body = { name: "service", role };
  const { token } = await createOrganizationToken(as(admin), { organization, body });
  const { actor } = await authenticate(as(null), token);
  if (actor === null) throw new Error("the token that was just made is not known");
  return actor;
}

export async function makeOrganizationModel(
  { organization, admin }: MadeOrganization,
  body: object = {},
): Promise<MadeModel> {
  const name = `m-${next()}`;
  const model = { name, owner: organization, hardware_identifier: "cpu", ...body };
  await createModel(as(admin), { body: model });
  return { owner: organization, name };
}

/** The same user through a token with this scope alone. */
export async function limited({ username }: Actor, scope: Scope): Promise<Actor> {
  const { actor } = await authenticate(as(null), await makeToken(username, [scope]));
  if (actor === null) throw new Error("the token that was just made is not known");
  return actor;
}
