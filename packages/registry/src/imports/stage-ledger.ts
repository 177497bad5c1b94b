import type { LedgerRow } from "@headgate/database";
import {
  type AliasLedgerEntry,
  type AliasLedgerHead,
  latestAlias,
  type LedgerVersion,
  parseAlias,
  verifyAliasLedger,
} from "@headgate/shared";

import { showLedgerEntry } from "../aliases/show-alias.ts";
import { parseAt } from "../bodies/parse-at.ts";
import type { RegistryContext } from "../context.ts";
import { entryLine } from "./line-bodies.ts";
import type { LineReader } from "./line-reader.ts";
import { readTime } from "./read-times.ts";
import type { StagedVersions } from "./stage-versions.ts";
import type { Staging } from "./staging.ts";

interface LedgerInput {
  staging: Staging;
  versions: StagedVersions;
  modelId: string;
}
type Entry = ReturnType<typeof entryLine.parse>["entry"];

/** Reads the entries of the ledger, verifies it and stages them. The aliases are what the last entries say. */
export async function stageLedger(
  { now }: RegistryContext,
  reader: LineReader,
  input: LedgerInput,
): Promise<AliasLedgerHead> {
  async function* entries(): AsyncGenerator<AliasLedgerEntry> {
    for (;;) {
      const line = await reader.take("ledger_entry", entryLine);
      if (line === null) return;
      const { entry } = line;
      const fault = faultOf(entry, input);
      if (fault !== null) throw reader.refuse(fault, "entry");
      const row = await reader.about(() => toRow(entry, now()));
      await input.staging.add({ kind: "entry", content: row });
      // As it will be shown from then on: what is not kept to the letter does not verify.
      yield showLedgerEntry(row);
    }
  }
  const verified = await verifyAliasLedger(entries());
  if (verified.valid) return verified.head;
  throw reader.refuse(`the ledger does not hold at entry ${verified.seq}: ${verified.problem}`);
}

function faultOf(entry: Entry, { versions, modelId }: LedgerInput): string | null {
  if (entry.model_id !== modelId) return "the entry is of another model";
  if (entry.alias === latestAlias) return `${latestAlias} is never set`;
  const isKnown = (version: LedgerVersion | null): boolean =>
    version === null || versions.get(version.number)?.id === version.id;
  if (!isKnown(entry.from) || !isKnown(entry.to))
    return "the entry names a version that is not there";
  const isRemoval = entry.action === "remove";
  const mayEnd = isRemoval || entry.action === "fall_back" || entry.action === "follow";
  if (isRemoval && entry.to !== null) return "a removed alias points at nothing";
  return entry.to === null && !mayEnd ? "the entry points the alias at nothing" : null;
}

function toRow(entry: Entry, now: number): LedgerRow {
  const { from, to, actor, action, seq, rule, restores, reason, hash } = entry;
  return {
    ...{ action, seq, rule, restores, reason, hash },
    modelId: entry.model_id,
    alias: parseAt("entry", entry.alias, parseAlias),
    fromNumber: from?.number ?? null,
    fromId: from?.id ?? null,
    toNumber: to?.number ?? null,
    toId: to?.id ?? null,
    isProtected: entry.protected,
    actorId: actor.id,
    actorName: actor.username,
    at: readTime("at", entry.at, now),
    previousHash: entry.previous_hash,
  };
}
