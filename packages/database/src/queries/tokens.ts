import { eq } from "drizzle-orm";

import type { Database } from "../database.ts";
import { owners, tokens } from "../schema/index.ts";

export type TokenRow = typeof tokens.$inferSelect;

export async function insertToken(db: Database, token: TokenRow): Promise<void> {
  await db.insert(tokens).values(token);
}

/** A token by the SHA-256 of its text, hex, with the owner whose it is. */
export async function findTokenByHash(
  db: Database,
  hash: string,
): Promise<{ id: string; scopes: string[]; ownerId: string; username: string } | null> {
  const row = await db
    .select({
      id: tokens.id,
      scopes: tokens.scopes,
      ownerId: tokens.ownerId,
      username: owners.username,
    })
    .from(tokens)
    .innerJoin(owners, eq(owners.id, tokens.ownerId))
    .where(eq(tokens.hash, hash))
    .get();
  return row ?? null;
}
