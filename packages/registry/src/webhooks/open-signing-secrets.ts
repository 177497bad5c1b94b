import type { ClaimedDelivery, EndpointRow, OwnerSecrets } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import { openText, type SealingKey } from "../secrets/sealed-text.ts";
import { placeOfCallSecret } from "./call-secret.ts";
import { placeOfEndpoint } from "./endpoint-secret.ts";

interface Opening {
  key: SealingKey;
  /** Epoch milliseconds. */
  now: number;
}

/**
 * What signs a delivery, the newest first: the endpoint's secret, the one before its last rotation for as long as that is good, and the
 * call's own. Where there are none of these, the owner's in the same way. `unavailable` where one was encrypted with another secret of
 * the operator's than today's.
 */
export async function openSigningSecrets(
  opening: Opening,
  { delivery, endpoint, owner }: ClaimedDelivery,
): Promise<string[]> {
  const { predictionId, sealedSecret, secret } = delivery;
  const ofEndpoint = endpoint === null ? [] : await openEndpoint(opening, endpoint);
  const own =
    sealedSecret === null
      ? secret
      : await open(opening, sealedSecret, placeOfCallSecret(predictionId));
  const secrets = own === "" ? ofEndpoint : [...ofEndpoint, own];
  if (secrets.length > 0 || owner === null) return secrets;
  return secretsOfOwner(owner, opening.now);
}

async function openEndpoint(opening: Opening, endpoint: EndpointRow): Promise<string[]> {
  const { id, sealedSecret, previousSealedSecret, previousUntil } = endpoint;
  const isGood = (previousUntil ?? 0) > opening.now;
  const sealed = [sealedSecret, isGood ? previousSealedSecret : null];
  const place = placeOfEndpoint(id);
  return Promise.all(sealed.flatMap((text) => (text === null ? [] : [open(opening, text, place)])));
}

function secretsOfOwner(owner: OwnerSecrets, now: number): string[] {
  const { webhookSecret, previousWebhookSecret, previousWebhookSecretUntil } = owner;
  const isGood = (previousWebhookSecretUntil ?? 0) > now;
  return isGood && previousWebhookSecret !== null
    ? [webhookSecret, previousWebhookSecret]
    : [webhookSecret];
}

async function open({ key }: Opening, sealed: string, place: string): Promise<string> {
  const text = await openText({ key }, sealed, place);
  if (text !== null) return text;
  const message = "the secret cannot be decrypted any more: rotate it";
  throw new HeadgateError("unavailable", message);
}
