import type { LeaseReference } from "@headgate/shared";

import { importSignatureKey } from "../signatures/signature.ts";
import { createCallbackToken, verifyCallbackToken } from "./callback-token.ts";
import { type Listener, writeListeners } from "./listeners.ts";

/** Makes and checks the URLs that backends post results to. One an isolate: its key is imported once. */
export class CallbackUrls {
  readonly #publicUrl: string;
  readonly #key: Promise<CryptoKey>;

  /** `publicUrl` is where backends reach the api Worker. */
  constructor({ publicUrl, secret }: { publicUrl: string; secret: string }) {
    this.#publicUrl = publicUrl.replace(/\/$/, "");
    this.#key = importSignatureKey(secret);
  }

  /** Where the backend of a lease tells how it ended and, for the listeners, what happens on the way. */
  async create(lease: LeaseReference, listeners: readonly Listener[] = []): Promise<string> {
    const token = await createCallbackToken(await this.#key, lease);
    return `${this.#publicUrl}/v1/callbacks/${lease.id}/${lease.epoch}/${token}${writeListeners(listeners)}`;
  }

  async verify(lease: LeaseReference, token: string): Promise<boolean> {
    return verifyCallbackToken(await this.#key, lease, token);
  }
}
