import type { AliasRow, AliasVersion } from "@headgate/database";
import { type Alias, invalidInput } from "@headgate/shared";

import { getOwnModel, type OwnModel } from "../access/get-own-model.ts";
import type { ModelPath } from "../access/get-visible-model.ts";
import type { RegistryContext } from "../context.ts";
import { setAliasBody } from "./alias-bodies.ts";
import { readMovableAlias } from "./alias-name.ts";
import { changeAlias, type WantedAlias } from "./change-alias.ts";
import { findWantedVersion } from "./find-wanted-version.ts";
import { checkProtection } from "./may-move-protected.ts";
import { checkPrecondition, noPrecondition, type Precondition } from "./precondition.ts";
import { showAlias } from "./show-alias.ts";

/** An alias by its path segment, and in which state the caller wants to find it. */
export interface AliasPath extends ModelPath {
  alias: string;
  precondition?: Precondition;
}

export interface SetAlias {
  alias: Alias;
  isCreated: boolean;
}

/**
 * Makes the alias or moves it to an active version; what is so already stays as it is, and out of the ledger. `conflict` for `latest`
 * and for a version that is not active; `forbidden` for a protected alias without the role `admin`; `precondition_failed`.
 */
export async function setAlias(
  ctx: RegistryContext,
  input: AliasPath & { body: unknown },
): Promise<SetAlias> {
  const own = await getOwnModel(ctx, input, "write");
  const alias = readMovableAlias(input.alias);
  const body = setAliasBody.parse(input.body);
  const wanted = { ...body, key: "version", version: String(body.version) };
  return pointAlias(
    ctx,
    { ...own, alias, precondition: input.precondition ?? noPrecondition },
    wanted,
  );
}

/** What a body asks for; `key` is where in it the version stands. */
export interface Pointing {
  key: string;
  version: string;
  reason?: string;
  protected?: boolean;
  rule?: string;
}

export async function pointAlias(
  ctx: RegistryContext,
  own: OwnModel & { alias: string; precondition: Precondition },
  pointing: Pointing,
): Promise<SetAlias> {
  const { alias, precondition, model } = own;
  const reason = pointing.reason ?? null;
  const { before, after } = await changeAlias(ctx, own, async (state) => {
    checkPrecondition(precondition, { alias, revision: state.alias?.revision ?? null });
    const named = { key: pointing.key, text: pointing.version };
    const version = await findWantedVersion(ctx, model, named);
    const wanted = { ...wantedAlias(state.alias, version, pointing), reason };
    if (state.alias !== null && isSame(state.alias, wanted)) return null;
    const rule = state.alias?.rule ?? wanted.rule;
    if (state.alias?.isProtected === true || wanted.isProtected) {
      checkProtection(own, { alias, rule, reason });
    }
    return wanted;
  });
  if (after === null) throw new Error("an alias that was set is there");
  return { alias: showAlias(after), isCreated: before === null };
}

function wantedAlias(
  before: AliasRow | null,
  version: AliasVersion,
  pointing: Pointing,
): Omit<WantedAlias, "reason"> {
  const isProtected = pointing.protected ?? before?.isProtected ?? false;
  const rule = isProtected ? (pointing.rule ?? before?.rule ?? null) : null;
  if (isProtected && rule === null) {
    const message = "say under which rule the protected alias moves, for whoever wants to move it";
    throw invalidInput(["body", "rule"], message);
  }
  if (!isProtected && pointing.rule !== undefined) {
    const message = "only a protected alias has a rule: send `protected: true` too, or no rule";
    throw invalidInput(["body", "rule"], message);
  }
  const action = before?.version.key === version.key ? "protect" : "set";
  return { action, version, isProtected, rule, restores: null };
}

function isSame(
  before: AliasRow,
  { version, isProtected, rule }: Omit<WantedAlias, "reason">,
): boolean {
  return (
    before.version.key === version?.key &&
    before.isProtected === isProtected &&
    before.rule === rule
  );
}
