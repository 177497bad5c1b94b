import type { LeaseReference } from "@headgate/shared";

const encoder = new TextEncoder();

/** The key that callback tokens are made and checked with. `secret` is any text; at least 32 random bytes in practice. */
export function importCallbackKey(secret: string): Promise<CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, [
    "sign",
    "verify",
  ]);
}

/**
 * The right to tell how one lease ended: an HMAC over prediction and epoch, as 43 characters that need no escaping in a URL. Cog
 * cannot be told to send a header, so the token goes into the path of the callback URL.
 */
export async function createCallbackToken(key: CryptoKey, lease: LeaseReference): Promise<string> {
  const signature = await crypto.subtle.sign("HMAC", key, signedContent(lease));
  const text = btoa(String.fromCharCode(...new Uint8Array(signature)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** In constant time. */
export async function verifyCallbackToken(
  key: CryptoKey,
  lease: LeaseReference,
  token: string,
): Promise<boolean> {
  if (!/^[\w-]{43}$/.test(token)) return false;
  const bytes = atob(token.replaceAll("-", "+").replaceAll("_", "/"));
  const signature = Uint8Array.from(bytes, (character) => character.charCodeAt(0));
  return crypto.subtle.verify("HMAC", key, signature, signedContent(lease));
}

function signedContent({ id, epoch }: LeaseReference): Uint8Array {
  return encoder.encode(`${id}.${epoch}`);
}
