import { type BackendCredentials, invalidInput } from "@headgate/shared";

import type { SealingContext } from "../context.ts";
import { openText, type SealingKey, sealText } from "../secrets/sealed-text.ts";

/** What decides how a call is read or where it goes is not for credentials to say. */
const reserved =
  /^(host|connection|keep-alive|upgrade|te|trailer|expect|cookie|prefer|range|forwarded|via|date|origin|referer|user-agent|traceparent|tracestate|baggage|transfer-encoding|accept(-.*)?|content-.*|if-.*|proxy-.*|sec-.*|cf-connecting-.*|x-forwarded-.*|x-real-ip|webhook-.*)$/i;

/** The credentials as they are stored. `invalid_input` at `body.credentials.name` for a header that they may not be in. */
export async function sealCredentials(
  { sealingKey, random }: SealingContext,
  { id, credentials }: { id: string; credentials: BackendCredentials },
): Promise<string> {
  if (credentials.type === "header" && reserved.test(credentials.name)) {
    const message = `credentials cannot be sent in the header ${credentials.name}: name another, such as Authorization or X-Api-Key`;
    throw invalidInput(["body", "credentials", "name"], message);
  }
  const sealing = { key: await sealingKey(), random };
  return sealText(sealing, JSON.stringify(credentials), placeOf(id));
}

/** Null: they were sealed with another secret, or for another backend. */
export async function openCredentials(
  key: SealingKey,
  { id, sealed }: { id: string; sealed: string },
): Promise<BackendCredentials | null> {
  const text = await openText({ key }, sealed, placeOf(id));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key opens nothing but what `sealCredentials` sealed for this place
  return text === null ? null : (JSON.parse(text) as BackendCredentials);
}

function placeOf(id: string): string {
  return `backend ${id}`;
}
