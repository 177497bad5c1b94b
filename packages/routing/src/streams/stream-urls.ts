import { importSignatureKey, signContent, verifyContent } from "../signatures/signature.ts";

/** What a stream's URL is good for, as its path and query say it. */
export interface StreamGrant {
  id: string;
  /** Epoch seconds. */
  expiresS: number;
}

/** Makes and checks the URLs that streams are read by without a token. One an isolate: its key is imported once. */
export class StreamUrls {
  readonly #key: Promise<CryptoKey>;

  constructor({ secret }: { secret: string }) {
    this.#key = importSignatureKey(secret);
  }

  /** The URL is good for the stream of that prediction until then, and for nothing else. */
  async create(origin: string, { id, expiresS }: StreamGrant): Promise<string> {
    const signature = await signContent(await this.#key, signedContent({ id, expiresS }));
    return `${streamUrl(origin, id)}?expires=${expiresS}&signature=${signature}`;
  }

  /** Whether the grant was given; whether it is over is for the caller to see. */
  async verify(grant: StreamGrant, signature: string): Promise<boolean> {
    return verifyContent(await this.#key, signedContent(grant), signature);
  }
}

/** Where a stream is read with a token. */
export function streamUrl(origin: string, predictionId: string): string {
  return `${origin}/v1/predictions/${predictionId}/stream`;
}

/** The word in front keeps it from being what a callback token signs, which begins with a UUID. */
function signedContent({ id, expiresS }: StreamGrant): string {
  return `stream.${id}.${expiresS}`;
}
