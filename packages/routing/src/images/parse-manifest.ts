import { ImageFault } from "./image.ts";
import type { RegistryContent } from "./registry-session.ts";

/** Something that a manifest points at. */
export interface Descriptor {
  mediaType: string;
  digest: string;
  sizeBytes: number;
  /** `linux/arm64/v8`. Null: it does not say. */
  platform: string | null;
}

export type Manifest =
  /** An image for one platform. */
  | { kind: "image"; mediaType: string; config: Descriptor; layers: Descriptor[] }
  /** An image for each of several platforms. */
  | { kind: "index"; mediaType: string; manifests: Descriptor[] };

const imageTypes = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];
const indexTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];
const configTypes = [
  "application/vnd.oci.image.config.v1+json",
  "application/vnd.docker.container.image.v1+json",
];

/** For `Accept`: whatever is there is then sent as it is, under its own digest. */
export const manifestTypes = [...imageTypes, ...indexTypes].join(", ");

/** By the OCI image specification 1.1 and Docker's schema 2. Throws an `ImageFault` for anything that is no image. */
export function parseManifest({ json, mediaType }: RegistryContent): Manifest {
  if (!isRecord(json) || json["schemaVersion"] !== 2) throw notAnImage(mediaType);
  const { layers, manifests } = json;
  const declared = json["mediaType"] ?? mediaType;
  // What could be read as either would be one thing here and another where it is run (CVE-2021-41190).
  if (declared !== mediaType || (layers !== undefined && manifests !== undefined)) {
    throw notAnImage(`${mediaType}, which contradicts itself`);
  }
  if (imageTypes.includes(mediaType)) {
    const config = parseDescriptor(json["config"], mediaType);
    if (!configTypes.includes(config.mediaType)) throw notAnImage(config.mediaType);
    return { kind: "image", mediaType, config, layers: parseDescriptors(layers, mediaType) };
  }
  if (!indexTypes.includes(mediaType)) throw notAnImage(mediaType);
  const entries = parseDescriptors(manifests, mediaType);
  return { kind: "index", mediaType, manifests: entries.filter(isPlatformImage) };
}

/** `os/architecture/variant` of an image's configuration or of an index's `platform`; null where it names none. */
export function parsePlatform(value: unknown): string | null {
  if (!isRecord(value)) return null;
  const parts = [value["os"], value["architecture"], value["variant"]];
  const texts = parts.filter((part) => typeof part === "string" && /^[\w.-]{1,64}$/.test(part));
  return texts.length >= 2 ? texts.join("/") : null;
}

/** Builders put signatures and provenance into an index beside the images. */
function isPlatformImage({ mediaType, platform }: Descriptor): boolean {
  return imageTypes.includes(mediaType) && platform !== "unknown/unknown";
}

function parseDescriptors(value: unknown, mediaType: string): Descriptor[] {
  if (!Array.isArray(value)) throw notAnImage(mediaType);
  return value.map((item) => parseDescriptor(item, mediaType));
}

function parseDescriptor(value: unknown, of: string): Descriptor {
  if (!isRecord(value)) throw notAnImage(of);
  const { mediaType, digest, size } = value;
  const isWhole =
    typeof mediaType === "string" &&
    typeof digest === "string" &&
    /^sha(?:256:[a-f0-9]{64}|512:[a-f0-9]{128})$/.test(digest) &&
    typeof size === "number" &&
    Number.isSafeInteger(size) &&
    size >= 0;
  if (!isWhole) throw notAnImage(of);
  return { mediaType, digest, sizeBytes: size, platform: parsePlatform(value["platform"]) };
}

function notAnImage(what: string): ImageFault {
  const shown = what === "" ? "of no known type" : what.slice(0, 200);
  return new ImageFault("not_an_image", `what the registry has there is no image: it is ${shown}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
