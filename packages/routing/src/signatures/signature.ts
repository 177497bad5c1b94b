const encoder = new TextEncoder();

/** The key that signatures in URLs are made and checked with. `secret` is any text; at least 32 random bytes in practice. */
export function importSignatureKey(secret: string): Promise<CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, [
    "sign",
    "verify",
  ]);
}

/** An HMAC of the content, as 43 characters that need no escaping in a URL. Contents of different kinds must never be the same text. */
export async function signContent(key: CryptoKey, content: string): Promise<string> {
  const signature = await crypto.subtle.sign("HMAC", key, encoder.encode(content));
  const text = btoa(String.fromCharCode(...new Uint8Array(signature)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** In constant time. */
export async function verifyContent(
  key: CryptoKey,
  content: string,
  signature: string,
): Promise<boolean> {
  if (!/^[\w-]{43}$/.test(signature)) return false;
  const bytes = atob(signature.replaceAll("-", "+").replaceAll("_", "/"));
  const signed = Uint8Array.from(bytes, (character) => character.charCodeAt(0));
  return crypto.subtle.verify("HMAC", key, signed, encoder.encode(content));
}
