import { SignedUrls } from "../signatures/signed-urls.ts";

/** The URLs that files are fetched by without a token. */
export class FileUrls extends SignedUrls {
  constructor({ secret }: { secret: string }) {
    super({ secret, kind: "file", pathOf: (id) => `/v1/files/${id}/download` });
  }
}
