import { importSignatureKey, signContent, verifyContent } from "./signature.ts";

/** What a signed URL is good for, as its path and query say it. */
export interface UrlGrant {
  id: string;
  /** Epoch seconds. */
  expiresS: number;
}

export interface SignedUrlsOptions {
  secret: string;
  /** The word in front of what is signed. It keeps it from being what a callback token signs, which begins with a UUID. */
  kind: "file" | "stream";
  pathOf: (id: string) => string;
}

/** Makes and checks the URLs that something is read by without a token. One an isolate: its key is imported once. */
export class SignedUrls {
  readonly #options: SignedUrlsOptions;
  readonly #key: Promise<CryptoKey>;

  constructor(options: SignedUrlsOptions) {
    this.#options = options;
    this.#key = importSignatureKey(options.secret);
  }

  /** The URL is good for what has that id until then, and for nothing else. */
  async create(origin: string, { id, expiresS }: UrlGrant): Promise<string> {
    const signature = await signContent(await this.#key, this.#contentOf({ id, expiresS }));
    return `${origin}${this.#options.pathOf(id)}?expires=${expiresS}&signature=${signature}`;
  }

  /** Whether the grant was given; whether it is over is for the caller to see. */
  async verify(grant: UrlGrant, signature: string): Promise<boolean> {
    return verifyContent(await this.#key, this.#contentOf(grant), signature);
  }

  #contentOf({ id, expiresS }: UrlGrant): string {
    return `${this.#options.kind}.${id}.${expiresS}`;
  }
}
