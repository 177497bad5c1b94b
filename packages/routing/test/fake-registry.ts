import { createHash } from "node:crypto";

import { findImage } from "../src/images/find-image.ts";
import type { ImageLookup, ImageQuery, RegistryCredentials } from "../src/images/image.ts";

export interface AskedRegistry {
  url: string;
  authorization: string | null;
}

type Answer = (request: Request) => Response | Promise<Response>;

/** Registries, token servers and object stores at the other end of a `fetch`, by URL without its query. */
export class FakeRegistry {
  readonly asked: AskedRegistry[] = [];
  readonly #answers = new Map<string, Answer>();

  answer(url: string, answer: Answer): void {
    this.#answers.set(url, answer);
  }

  /** Puts a document into `ghcr.io/team/upscaler`; gives its digest. */
  put(kind: "manifests" | "blobs", mediaType: string, document: unknown): string {
    const text = typeof document === "string" ? document : JSON.stringify(document);
    const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
    const headers = { "content-type": mediaType };
    this.answer(`${repositoryUrl}/${kind}/${digest}`, () => new Response(text, { headers }));
    return digest;
  }

  /** An image for `linux/amd64` with one layer; gives its digest. */
  putImage(changes: object = {}): string {
    const config = this.put("blobs", types.config, { os: "linux", architecture: "amd64" });
    return this.put("manifests", types.image, {
      schemaVersion: 2,
      mediaType: types.image,
      config: { mediaType: types.config, digest: config, size: 20 },
      layers: [{ mediaType: types.layer, digest: `sha512:${"0".repeat(128)}`, size: 300 }],
      ...changes,
    });
  }

  find(
    query: Partial<ImageQuery> & { digest: string },
    { credentials = null, signal = new AbortController().signal }: FindOptions = {},
  ): Promise<ImageLookup> {
    const urlPolicy = { allowPrivate: false, ownHosts: ["headgate.example.com"] };
    const access = { fetch: this.fetch, urlPolicy, credentials, signal };
    return findImage(access, {
      ...{ registry: "ghcr.io", repository: "team/upscaler", tag: null },
      ...query,
    });
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = request.url.replace(/\?.*/, "");
    this.asked.push({ url: request.url, authorization: request.headers.get("authorization") });
    init?.signal?.throwIfAborted();
    return this.#answers.get(url)?.(request) ?? new Response(null, { status: 404 });
  };
}

interface FindOptions {
  credentials?: RegistryCredentials | null;
  signal?: AbortSignal;
}

export const repositoryUrl = "https://ghcr.io/v2/team/upscaler";

export const types = {
  image: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar+gzip",
};
