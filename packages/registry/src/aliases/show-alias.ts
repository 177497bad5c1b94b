import type { AliasRow, AliasVersion, LedgerRow } from "@headgate/database";
import {
  type Alias,
  type AliasLedgerEntry,
  type LedgerVersion,
  toWireTime,
} from "@headgate/shared";

export function showAlias(alias: AliasRow): Alias {
  return {
    name: alias.name,
    version: showAliasVersion(alias.version),
    protected: alias.isProtected,
    rule: alias.rule,
    follows: null,
    revision: alias.revision,
    updated_at: toWireTime(alias.updatedAt),
  };
}

/** An alias that nobody set, which is the newest active version. */
export function showFollowing(name: string, version: AliasVersion): Alias {
  return {
    name,
    version: showAliasVersion(version),
    protected: false,
    rule: null,
    follows: "latest",
    revision: null,
    updated_at: null,
  };
}

export function showAliasVersion(version: AliasVersion): Alias["version"] {
  const { number, semver, id, status } = version;
  return { number, version: semver, id, status };
}

export function showLedgerEntry(row: LedgerRow): AliasLedgerEntry {
  return {
    model_id: row.modelId,
    seq: row.seq,
    alias: row.alias,
    action: row.action,
    from: showLedgerVersion(row.fromNumber, row.fromId),
    to: showLedgerVersion(row.toNumber, row.toId),
    protected: row.isProtected,
    rule: row.rule,
    restores: row.restores,
    actor: { id: row.actorId, username: row.actorName },
    reason: row.reason,
    at: toWireTime(row.at),
    previous_hash: row.previousHash,
    hash: row.hash,
  };
}

function showLedgerVersion(number: number | null, id: string | null): LedgerVersion | null {
  return number === null || id === null ? null : { number, id };
}
