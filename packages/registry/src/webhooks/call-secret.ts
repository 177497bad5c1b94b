import { type Sealing, sealText } from "../secrets/sealed-text.ts";

/** The secret that a call gave for its webhook, as the deliveries of its prediction carry it. */
export async function sealCallSecret(
  sealing: Sealing,
  predictionId: string,
  secret: string,
): Promise<string> {
  return sealText(sealing, secret, placeOfCallSecret(predictionId));
}

/** For `sealText`. */
export function placeOfCallSecret(predictionId: string): string {
  return `webhook_deliveries ${predictionId}`;
}
