import type { LeaseReference } from "@headgate/shared";

import { signContent, verifyContent } from "../signatures/signature.ts";

/**
 * The right to tell how one lease ended: a signature of prediction and epoch. Cog cannot be told to send a header, so the token goes into
 * the path of the callback URL.
 */
export function createCallbackToken(key: CryptoKey, lease: LeaseReference): Promise<string> {
  return signContent(key, signedContent(lease));
}

export function verifyCallbackToken(
  key: CryptoKey,
  lease: LeaseReference,
  token: string,
): Promise<boolean> {
  return verifyContent(key, signedContent(lease), token);
}

function signedContent({ id, epoch }: LeaseReference): string {
  return `${id}.${epoch}`;
}
