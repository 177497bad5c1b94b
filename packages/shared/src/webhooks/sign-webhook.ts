import { encodeBase64, standardWebhookKey, wholeSecretKey } from "./webhook-secret.ts";

export interface WebhookDelivery {
  /** The same for every attempt of one delivery. */
  deliveryId: string;
  /** The exact text that is sent. */
  body: string;
  secret: string;
  /** Unix seconds of this attempt. */
  timestampS: number;
}

/**
 * The headers that sign a webhook twice: Standard Webhooks (`webhook-id`, `webhook-timestamp`,
 * `webhook-signature`) and WriftAI's `wriftai-webhook-signature`, whose clients read `t` first and
 * allow no spaces. RangeError for an empty secret or a timestamp that is no whole second.
 */
export async function signWebhook(delivery: WebhookDelivery): Promise<Record<string, string>> {
  const { deliveryId, body, secret, timestampS } = delivery;
  if (secret === "") throw new RangeError("a webhook secret must not be empty");
  if (!Number.isSafeInteger(timestampS) || timestampS < 0) {
    throw new RangeError(`timestampS must be whole seconds; got ${timestampS}`);
  }
  const signed = `${timestampS}.${body}`;
  const [standard, wriftai] = await Promise.all([
    hmacSha256(standardWebhookKey(secret), `${deliveryId}.${signed}`),
    hmacSha256(wholeSecretKey(secret), signed),
  ]);
  return {
    "webhook-id": deliveryId,
    "webhook-timestamp": String(timestampS),
    "webhook-signature": `v1,${encodeBase64(standard)}`,
    "wriftai-webhook-signature": `t=${timestampS},v1=${encodeHex(wriftai)}`,
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
