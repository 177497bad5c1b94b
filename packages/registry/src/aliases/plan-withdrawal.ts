import {
  type AliasVersion,
  findWithdrawalState,
  type Withdrawal,
  type WithdrawalState,
} from "@headgate/database";
import { HeadgateError, primaryAlias, type VersionStatus } from "@headgate/shared";

import type { OwnModel } from "../access/get-own-model.ts";
import type { RegistryContext } from "../context.ts";
import { aliasAudit } from "./alias-audit.ts";
import { checkProtection } from "./may-move-protected.ts";
import { type AliasChange, sealEntry } from "./seal-entry.ts";

export interface WithdrawnVersion {
  key: number;
  number: number;
  /** 64 hex digits. */
  id: string;
}

interface WithdrawnInput {
  version: WithdrawnVersion;
  /** Its next status. */
  to: VersionStatus;
  reason: string | null;
  isForced?: boolean;
}

/**
 * What must happen to the aliases when an active version goes out of use: unpinned calls move to the newest that is left, and the
 * ledger says so. `conflict` while a protected alias points at it, unless it is deactivated, and that `isForced` by somebody who may move the alias. It is planned for one state of the ledger: plan
 * again where the write comes too late.
 */
export async function planWithdrawal(
  ctx: RegistryContext,
  own: OwnModel,
  withdrawn: WithdrawnInput,
): Promise<Withdrawal> {
  const { version } = withdrawn;
  const { model, actor } = own;
  const state = await findWithdrawalState(ctx.db, model.id, version.key);
  checkHolders(own, state, withdrawn);
  const plan = { modelId: model.id, key: version.key };
  const next = state.newest.find(({ key }) => key !== version.key) ?? null;
  const change = changeOf(state, version, next);
  if (change === null) return { ...plan, move: null, seq: state.head?.seq ?? 0 };
  const link = { modelId: model.id, head: state.head, actor, now: ctx.now() };
  const entry = await sealEntry({ ...change, reason: reasonOf(withdrawn) }, link);
  const versionKey = change.action === "follow" ? null : (next?.key ?? null);
  const audit = aliasAudit(ctx, model, entry);
  return { ...plan, move: { entry, versionKey, audit }, seq: entry.seq };
}

/** Null: unpinned calls do not go to the version. */
function changeOf(
  { alias, newest }: WithdrawalState,
  version: WithdrawnVersion,
  next: AliasVersion | null,
): Omit<AliasChange, "reason"> | null {
  const move = { alias: primaryAlias, from: version, to: next, restores: null };
  if (alias === null) {
    if (newest[0]?.key !== version.key) return null;
    return { ...move, action: "follow", isProtected: false, rule: null };
  }
  if (alias.version.key !== version.key) return null;
  const protection =
    next === null
      ? { isProtected: false, rule: null }
      : { isProtected: alias.isProtected, rule: alias.rule };
  return { ...move, action: "fall_back", ...protection };
}

function reasonOf({ version, to, reason }: WithdrawnInput): string {
  const told = `version ${version.number} was ${to === "deleted" ? to : "deactivated"}`;
  return reason === null ? told : `${told}: ${reason}`;
}

function checkHolders(
  own: OwnModel,
  { protectedBy }: WithdrawalState,
  { version, to, reason, isForced = false }: WithdrawnInput,
): void {
  const [first] = protectedBy;
  if (first === undefined) return;
  if (isForced && to !== "deleted") {
    checkProtection(own, { alias: first.name, rule: first.rule, reason });
    return;
  }
  const names = protectedBy.map(({ name }) => name).join(", ");
  const force = to === "deleted" ? "" : ", or repeat with ?force=true";
  const message = `the version ${version.number} is held by the protected ${protectedBy.length === 1 ? "alias" : "aliases"} ${names} (rule: ${first.rule}): move it away first${force}`;
  throw new HeadgateError("conflict", message);
}
