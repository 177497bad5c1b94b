import { encodeBase64, standardWebhookKey, wholeSecretKey } from "./webhook-secret.ts";

export interface UnsignedWebhook {
  /** The same for every attempt of one delivery. */
  deliveryId: string;
  /** The exact text that is sent. */
  body: string;
  /** Several while one takes the place of another: a receiver is content with the signature of any. */
  secrets: readonly string[];
  /** Unix seconds of this attempt. */
  timestampS: number;
}

/**
 * The headers that sign a webhook twice: Standard Webhooks (`webhook-id`, `webhook-timestamp`,
 * `webhook-signature`) and WriftAI's `wriftai-webhook-signature`, whose clients read `t` first and
 * allow no spaces. RangeError for no secret, an empty one, or a timestamp that is no whole second.
 */
export async function signWebhook(delivery: UnsignedWebhook): Promise<Record<string, string>> {
  const { deliveryId, body, secrets, timestampS } = delivery;
  if (secrets.length === 0) throw new RangeError("a webhook needs a secret that signs it");
  if (secrets.includes("")) throw new RangeError("a webhook secret must not be empty");
  if (!Number.isSafeInteger(timestampS) || timestampS < 0) {
    throw new RangeError(`timestampS must be whole seconds; got ${timestampS}`);
  }
  const signed = `${timestampS}.${body}`;
  const sign = (keyOf: (secret: string) => Uint8Array<ArrayBuffer>, text: string) =>
    Promise.all(secrets.map((secret) => hmacSha256(keyOf(secret), text)));
  const [standard, wriftai] = await Promise.all([
    sign(standardWebhookKey, `${deliveryId}.${signed}`),
    sign(wholeSecretKey, signed),
  ]);
  return {
    "webhook-id": deliveryId,
    "webhook-timestamp": String(timestampS),
    "webhook-signature": standard.map((bytes) => `v1,${encodeBase64(bytes)}`).join(" "),
    "wriftai-webhook-signature": `t=${timestampS}${wriftai.map((bytes) => `,v1=${encodeHex(bytes)}`).join("")}`,
  };
}

async function hmacSha256(key: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(text)));
}

function encodeHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
