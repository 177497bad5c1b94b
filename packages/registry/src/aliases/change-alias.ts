import {
  type AliasRow,
  type AliasState,
  type AliasVersion,
  findAliasState,
  hasAliasMove,
  insertAliasMove,
} from "@headgate/database";

import type { OwnModel } from "../access/get-own-model.ts";
import type { Actor, RegistryContext } from "../context.ts";
import { repeatUntilWritten } from "../repeat-until-written.ts";
import { aliasAudit } from "./alias-audit.ts";
import { type AliasChange, sealEntry } from "./seal-entry.ts";

/** What an alias is to become. */
export interface WantedAlias extends Omit<AliasChange, "alias" | "from" | "to"> {
  /** Null: it is removed. */
  version: AliasVersion | null;
}

export interface ChangedAlias {
  before: AliasRow | null;
  /** Null: it is removed. */
  after: AliasRow | null;
}

/**
 * Changes the alias to what `decide` makes of its state, in one piece with the entry that tells of it; null: it stays. `decide` is
 * asked again when others change the model's aliases at the same time, and throws what speaks against the change.
 */
export async function changeAlias(
  ctx: RegistryContext,
  { model, actor, alias: name }: OwnModel & { alias: string },
  decide: (state: AliasState) => Promise<WantedAlias | null> | WantedAlias | null,
): Promise<ChangedAlias> {
  const path = { owner: model.owner.username, name: model.name };
  if (ctx.isRepeat === true && (await isChanged(ctx, { modelId: model.id, actor, alias: name }))) {
    const { alias } = await findAliasState(ctx.db, model.id, name);
    return { before: alias, after: alias };
  }
  return repeatUntilWritten(ctx, path, async () => {
    const state = await findAliasState(ctx.db, model.id, name);
    const before = state.alias;
    const wanted = await decide(state);
    if (wanted === null) return { before, after: before };
    const { version, ...rest } = wanted;
    const change = { ...rest, alias: name, from: before?.version ?? null, to: version };
    const link = { modelId: model.id, head: state.head, actor, now: ctx.now() };
    const entry = await sealEntry(change, link);
    const audit = aliasAudit(ctx, model, entry);
    const move = { entry, versionKey: version?.key ?? null, audit };
    const isWritten = await insertAliasMove(ctx.db, move);
    if (!isWritten) return null;
    const { seq: revision, at: updatedAt, isProtected, rule } = entry;
    const after = version && { name, version, isProtected, rule, revision, updatedAt };
    return { before, after };
  });
}

/** By an earlier attempt at the same call. */
async function isChanged(
  { db, now }: RegistryContext,
  { actor, ...alias }: { modelId: string; actor: Actor; alias: string },
): Promise<boolean> {
  return hasAliasMove(db, { ...alias, actorId: actor.ownerId, at: now() });
}
