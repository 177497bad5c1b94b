import { importSignatureKey, signContent, verifyContent } from "../signatures/signature.ts";

/** What a download URL is good for, as its path and query say it. */
export interface DownloadGrant {
  id: string;
  /** Epoch seconds. */
  expiresS: number;
}

/** Makes and checks the URLs that files are fetched by without a token. One an isolate: its key is imported once. */
export class FileUrls {
  readonly #key: Promise<CryptoKey>;

  constructor({ secret }: { secret: string }) {
    this.#key = importSignatureKey(secret);
  }

  /** The URL is good for the file of that id until then, and for nothing else. */
  async create(origin: string, grant: DownloadGrant): Promise<string> {
    const signature = await signContent(await this.#key, signedContent(grant));
    return `${origin}/v1/files/${grant.id}/download?expires=${grant.expiresS}&signature=${signature}`;
  }

  /** Whether the grant was given; whether it is over is for the caller to see. */
  async verify(grant: DownloadGrant, signature: string): Promise<boolean> {
    return verifyContent(await this.#key, signedContent(grant), signature);
  }
}

/** The word in front keeps it from being what a callback token signs, which begins with a UUID. */
function signedContent({ id, expiresS }: DownloadGrant): string {
  return `file.${id}.${expiresS}`;
}
