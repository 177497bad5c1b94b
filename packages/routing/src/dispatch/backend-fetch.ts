import { type BackendCredentials, type GateBackend, type TicketTerms } from "@headgate/shared";

import { credentialHeader } from "./credential-header.ts";

/** What calls of backends are made with. */
export interface BackendFetchOptions {
  fetch: typeof fetch;
  /** Null: they were sealed with another secret, or for another backend. */
  open: (sealed: { id: string; sealed: string }) => Promise<BackendCredentials | null>;
}

type Header = [name: string, value: string];

const maxOpened = 1000;

/** Calls backends with their credentials, which it opens once and keeps by their sealed text: one belongs to one isolate. */
export class BackendFetch {
  readonly #options: BackendFetchOptions;
  readonly #opened = new Map<string, Header>();

  constructor(options: BackendFetchOptions) {
    this.#options = options;
  }

  /** What reaches the backend. It throws, and sends nothing, where the credentials cannot be opened. */
  async to(
    backend: Pick<GateBackend, "id" | "credentials">,
    terms: Pick<TicketTerms, "traceparent"> | null,
  ): Promise<typeof fetch> {
    const send = this.#options.fetch;
    const added: Header[] = [];
    if (terms !== null && terms.traceparent !== null) {
      added.push(["traceparent", terms.traceparent]);
    }
    if (backend.credentials !== null) {
      const header = await this.#headerOf(backend.id, backend.credentials);
      if (header === null) return refuse;
      added.push(header);
    }
    if (added.length === 0) return send;
    return (input, init) => {
      const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}));
      for (const [name, value] of added) headers.set(name, value);
      return send(input, { ...init, headers });
    };
  }

  async #headerOf(id: string, sealed: string): Promise<Header | null> {
    const key = `${id} ${sealed}`;
    const known = this.#opened.get(key);
    if (known !== undefined) return known;
    const credentials = await this.#options.open({ id, sealed });
    if (credentials === null) return null;
    const header = credentialHeader(credentials);
    if (this.#opened.size >= maxOpened) this.#opened.clear();
    this.#opened.set(key, header);
    return header;
  }
}

const refuse: typeof fetch = async () => {
  throw new Error(
    "the credentials of the backend cannot be decrypted any more: set them again with PATCH",
  );
};
