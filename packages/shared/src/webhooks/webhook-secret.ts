const prefix = "whsec_";
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A Standard Webhooks secret from 32 random bytes: `whsec_` and their base64. */
export function createWebhookSecret(random: Uint8Array): string {
  if (random.length !== 32) throw new RangeError(`random must be 32 bytes; got ${random.length}`);
  return prefix + encodeBase64(random);
}

/**
 * The key that Standard Webhooks signs with: what the base64 after `whsec_` stands for; the UTF-8
 * bytes of a secret that is not of that form.
 */
export function standardWebhookKey(secret: string): Uint8Array<ArrayBuffer> {
  const encoded = secret.slice(prefix.length);
  if (!secret.startsWith(prefix) || encoded === "" || !base64.test(encoded)) {
    return wholeSecretKey(secret);
  }
  return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
}

/** The UTF-8 bytes of the whole secret: what WriftAI signs with. */
export function wholeSecretKey(secret: string): Uint8Array<ArrayBuffer> {
  // The copy pins the buffer's type, on which the runtimes' types of TextEncoder differ.
  return new Uint8Array(new TextEncoder().encode(secret));
}

export function encodeBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
