import type { NewToken } from "@headgate/database";

import type { RegistryContext } from "../context.ts";
import { uuidOf } from "../random-id.ts";
import { createTokenText, hashToken } from "./token-text.ts";

/** So much of a token is kept to tell it by: a few characters of 43 random ones, and of the checksum. */
const prefixLength = 7;
const endLength = 4;

/** The secret, and the row that is kept of it. */
export async function mintToken(
  { random }: Pick<RegistryContext, "random">,
  given: Pick<NewToken, "ownerId" | "name" | "scopes" | "createdAt" | "expiresAt" | "rateLimit">,
): Promise<{ token: string; row: NewToken }> {
  const token = await createTokenText(random(32));
  const row: NewToken = {
    ...given,
    id: uuidOf(random(16)),
    hash: await hashToken(token),
    prefix: token.slice(0, prefixLength),
    lastCharacters: token.slice(-endLength),
  };
  return { token, row };
}
