import type { LedgerHead, LedgerRow } from "@headgate/database";
import { type AliasAction, hashLedgerEntry, type LedgerVersion } from "@headgate/shared";

import type { Actor } from "../context.ts";
import { showLedgerEntry } from "./show-alias.ts";

/** A change of an alias, before it has its place in the ledger. */
export interface AliasChange {
  alias: string;
  action: AliasAction;
  from: LedgerVersion | null;
  to: LedgerVersion | null;
  isProtected: boolean;
  rule: string | null;
  restores: number | null;
  reason: string | null;
}

/** The change as the link behind `head`. Its time is never before that of the head, however the clocks differ. */
export async function sealEntry(
  change: AliasChange,
  link: { modelId: string; head: LedgerHead | null; actor: Actor; now: number },
): Promise<LedgerRow> {
  const { modelId, head, actor, now } = link;
  const { from, to, reason, rule, ...same } = change;
  const row: LedgerRow = {
    ...same,
    modelId,
    seq: (head?.seq ?? 0) + 1,
    fromNumber: from?.number ?? null,
    fromId: from?.id ?? null,
    toNumber: to?.number ?? null,
    toId: to?.id ?? null,
    // The database keeps well-formed text only, and the hash is to hold for what it keeps.
    rule: rule?.toWellFormed() ?? null,
    reason: reason?.toWellFormed() ?? null,
    actorId: actor.ownerId,
    actorName: actor.username,
    at: Math.max(now, head?.at ?? 0),
    previousHash: head?.hash ?? null,
    hash: "",
  };
  return { ...row, hash: await hashLedgerEntry(showLedgerEntry(row)) };
}
