import type { AliasLedgerEntry, AliasLedgerHead, LedgerVersion } from "../wire/alias.ts";
import { hashLedgerEntry } from "./hash-ledger-entry.ts";

export type LedgerVerification =
  | { valid: true; head: AliasLedgerHead }
  /** `seq` is the first entry, by its place, that does not hold. */
  | { valid: false; seq: number; problem: string };

/**
 * Whether these are the entries of one model's ledger from its first on, none changed, left out, added or moved. A ledger that was
 * rewritten from some entry to its end holds too: keep the `head` that you saw, and look for it in what you see later.
 */
export async function verifyAliasLedger(
  entries: Iterable<AliasLedgerEntry> | AsyncIterable<AliasLedgerEntry>,
): Promise<LedgerVerification> {
  const pointed = new Map<string, LedgerVersion | null>();
  let previous: AliasLedgerEntry | null = null;
  for await (const entry of entries) {
    const problem = (await linkProblem(entry, previous)) ?? moveProblem(entry, pointed);
    if (problem !== null) return { valid: false, seq: (previous?.seq ?? 0) + 1, problem };
    if (entry.action !== "follow") pointed.set(entry.alias, entry.to);
    previous = entry;
  }
  return { valid: true, head: { seq: previous?.seq ?? 0, hash: previous?.hash ?? null } };
}

async function linkProblem(
  entry: AliasLedgerEntry,
  previous: AliasLedgerEntry | null,
): Promise<string | null> {
  const seq = (previous?.seq ?? 0) + 1;
  if (entry.seq !== seq) return `its seq is ${entry.seq}, not ${seq}`;
  if (entry.hash !== (await hashLedgerEntry(entry))) return "the hash is not that of the entry";
  if (entry.previous_hash !== (previous?.hash ?? null)) {
    return "previous_hash is not the hash of the entry before";
  }
  if (previous === null) return null;
  if (entry.model_id !== previous.model_id) return "the entry is about another model";
  return entry.at < previous.at ? "the entry is older than the one before" : null;
}

/** What is said of an alias must follow from what was said of it before. */
function moveProblem(
  { action, alias, from }: AliasLedgerEntry,
  pointed: ReadonlyMap<string, LedgerVersion | null>,
): string | null {
  const before = pointed.get(alias) ?? null;
  if (action === "follow") {
    return before === null ? null : `${alias} followed nothing: it pointed at ${before.number}`;
  }
  if (before?.id === from?.id && before?.number === from?.number) return null;
  const place = before === null ? "nothing" : `version ${before.number}`;
  return `${alias} pointed at ${place} before, not where the entry takes it from`;
}
