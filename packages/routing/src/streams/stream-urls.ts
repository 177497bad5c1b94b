import { SignedUrls } from "../signatures/signed-urls.ts";

/** The URLs that the streams of predictions are read by without a token. */
export class StreamUrls extends SignedUrls {
  constructor({ secret }: { secret: string }) {
    super({ secret, kind: "stream", pathOf: streamPath });
  }
}

/** Where a stream is read with a token. */
export function streamUrl(origin: string, predictionId: string): string {
  return `${origin}${streamPath(predictionId)}`;
}

function streamPath(predictionId: string): string {
  return `/v1/predictions/${predictionId}/stream`;
}
