import { createHash, randomBytes } from "node:crypto";

/** Where to push, and with what `Authorization`. */
export interface PushTarget {
  host: string;
  repository: string;
  authorization?: string;
}

export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
}

export interface PushedImage extends Descriptor {
  /** Of configuration and layers. */
  sizeBytes: number;
}

const oci = "application/vnd.oci.image";
export const mediaTypes = {
  oci: {
    image: `${oci}.manifest.v1+json`,
    index: `${oci}.index.v1+json`,
    config: `${oci}.config.v1+json`,
    layer: `${oci}.layer.v1.tar+gzip`,
  },
  docker: {
    image: "application/vnd.docker.distribution.manifest.v2+json",
    index: "application/vnd.docker.distribution.manifest.list.v2+json",
    config: "application/vnd.docker.container.image.v1+json",
    layer: "application/vnd.docker.image.rootfs.diff.tar.gzip",
  },
};

export interface ImageOptions {
  kind?: keyof typeof mediaTypes;
  architecture?: string;
  tag?: string;
}

/** Pushes an image of two random layers over the distribution API: blobs one by one, then the manifest. */
export async function pushImage(
  target: PushTarget,
  { kind = "oci", architecture = "amd64", tag }: ImageOptions = {},
): Promise<PushedImage> {
  const types = mediaTypes[kind];
  const configText = JSON.stringify({ os: "linux", architecture, rootfs: { type: "layers" } });
  const config = await pushBlob(target, types.config, Buffer.from(configText));
  const layers = [
    await pushBlob(target, types.layer, randomBytes(3000)),
    await pushBlob(target, types.layer, randomBytes(500)),
  ];
  const manifest = { schemaVersion: 2, mediaType: types.image, config, layers };
  const pushed = await pushManifest(target, manifest, tag);
  return { ...pushed, sizeBytes: config.size + 3500 };
}

/** Pushes the descriptors of images as one index. */
export async function pushIndex(
  target: PushTarget,
  images: (Descriptor & { platform: object })[],
  kind: keyof typeof mediaTypes = "oci",
): Promise<Descriptor> {
  const manifests = images.map(({ mediaType, digest, size, platform }) => ({
    ...{ mediaType, digest, size, platform },
  }));
  return pushManifest(target, { schemaVersion: 2, mediaType: mediaTypes[kind].index, manifests });
}

export async function pushBlob(
  target: PushTarget,
  mediaType: string,
  bytes: Buffer,
): Promise<Descriptor> {
  const digest = digestOf(bytes);
  const started = await send(target, "POST", { path: "blobs/uploads/", headers: {} });
  const location = new URL(started.headers.get("location") ?? "");
  location.searchParams.set("digest", digest);
  const headers = { "content-type": "application/octet-stream" };
  await send(target, "PUT", { path: location.href, headers, body: bytes });
  return { mediaType, digest, size: bytes.length };
}

/** Under its digest, or under a tag. */
export async function pushManifest(
  target: PushTarget,
  manifest: { mediaType: string; [key: string]: unknown },
  tag?: string,
): Promise<Descriptor> {
  const body = Buffer.from(JSON.stringify(manifest));
  const { mediaType } = manifest;
  const digest = digestOf(body);
  const path = `manifests/${tag ?? digest}`;
  await send(target, "PUT", { path, headers: { "content-type": mediaType }, body });
  return { mediaType, digest, size: body.length };
}

interface Sent {
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
}

async function send(
  { host, repository, authorization }: PushTarget,
  method: string,
  { path, headers, body }: Sent,
): Promise<Response> {
  const response = await fetch(new URL(path, `http://${host}/v2/${repository}/`), {
    method,
    headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return response;
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
