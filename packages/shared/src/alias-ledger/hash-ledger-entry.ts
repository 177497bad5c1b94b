import { canonicalText } from "../schema/json/canonical-text.ts";
import type { AliasLedgerEntry } from "../wire/alias.ts";

/** The hash that the entry must carry: SHA-256, as 64 hex digits, of everything else in it as RFC 8785 writes it. */
export async function hashLedgerEntry(
  entry: Omit<AliasLedgerEntry, "hash"> & { hash?: string },
): Promise<string> {
  const { hash: _, ...content } = entry;
  const text = new TextEncoder().encode(canonicalText(content));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
