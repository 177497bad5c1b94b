import { parseImageName } from "./image-name.ts";
import {
  type Image,
  ImageFault,
  type ImageLookup,
  type ImageQuery,
  type RegistryAccess,
} from "./image.ts";
import {
  type Descriptor,
  type Manifest,
  manifestTypes,
  parseManifest,
  parsePlatform,
} from "./parse-manifest.ts";
import { type RegistryContent, RegistrySession } from "./registry-session.ts";

type SingleImage = Extract<Manifest, { kind: "image" }>;
type PlatformImage = Pick<Image, "sizeBytes"> & { platform: string | null };

/** More would be more subrequests than a Worker of the free plan may make. */
const maxPlatforms = 16;

/**
 * Looks an image up in its registry. What comes is held to its digest, so that a registry can be wrong about what it has but not about
 * what that is. Never throws for what a registry does.
 */
export async function findImage(access: RegistryAccess, query: ImageQuery): Promise<ImageLookup> {
  try {
    return { found: true, image: await lookUp(access, query) };
  } catch (error) {
    if (!(error instanceof ImageFault)) throw error;
    return { found: false, reason: error.reason, message: error.message };
  }
}

async function lookUp(access: RegistryAccess, query: ImageQuery): Promise<Image> {
  const { digest, tag } = query;
  const session = new RegistrySession(access, parseImageName(query));
  const manifest = parseManifest(await getByDigest(session, { kind: "manifests", digest }));
  const images = await getPlatforms(session, manifest);
  if (images.length === 0) {
    const message = `${session.place}@${digest} is an index without an image for any platform`;
    throw new ImageFault("not_an_image", message);
  }
  return {
    mediaType: manifest.mediaType,
    sizeBytes: Math.max(...images.map(({ sizeBytes }) => sizeBytes)),
    platforms: images.flatMap(({ platform }) => platform ?? []),
    tagMatches: tag === null ? null : (await findTag(session, tag)) === digest,
  };
}

async function getPlatforms(
  session: RegistrySession,
  manifest: Manifest,
): Promise<PlatformImage[]> {
  if (manifest.kind === "image") return [await readPlatform(session, manifest, null)];
  const { manifests } = manifest;
  if (manifests.length > maxPlatforms) {
    const message = `the image has ${manifests.length} platforms; at most ${maxPlatforms} are looked at`;
    throw new ImageFault("not_an_image", message);
  }
  return Promise.all(manifests.map((entry) => getPlatform(session, entry)));
}

async function getPlatform(
  session: RegistrySession,
  { digest, platform }: Descriptor,
): Promise<PlatformImage> {
  const manifest = parseManifest(await getByDigest(session, { kind: "manifests", digest }));
  if (manifest.kind === "image") return readPlatform(session, manifest, platform);
  throw new ImageFault("not_an_image", "what the registry has there is an index of indexes");
}

/** `known` is what the index says; an image alone says it in its configuration. */
async function readPlatform(
  session: RegistrySession,
  { config, layers }: SingleImage,
  known: string | null,
): Promise<PlatformImage> {
  const sizeBytes = layers.reduce((sum, layer) => sum + layer.sizeBytes, config.sizeBytes);
  if (known !== null) return { sizeBytes, platform: known };
  const { digest } = config;
  const { json } = await getByDigest(session, { kind: "blobs", digest });
  return { sizeBytes, platform: parsePlatform(json) };
}

async function getByDigest(
  session: RegistrySession,
  { kind, digest }: { kind: "manifests" | "blobs"; digest: string },
): Promise<RegistryContent> {
  const content = await session.find(`${kind}/${digest}`, kind === "blobs" ? "*/*" : manifestTypes);
  if (content === null) {
    const message = `${session.place} has no ${digest}: push the image first, or name the digest that the push printed`;
    throw new ImageFault("not_found", message);
  }
  const actual = await digestOf(content, digest.startsWith("sha512:") ? "SHA-512" : "SHA-256");
  if (actual === digest) return content;
  const message = `${session.place} sent ${actual} for ${digest}: its content is damaged, or was changed on the way`;
  throw new ImageFault("digest_mismatch", message);
}

async function digestOf(
  { bytes }: RegistryContent,
  algorithm: "SHA-256" | "SHA-512",
): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest(algorithm, bytes));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${algorithm === "SHA-256" ? "sha256" : "sha512"}:${hex}`;
}

/** The digest that the tag stands for. Null: there is no such tag. */
async function findTag(session: RegistrySession, tag: string): Promise<string | null> {
  if (!/^\w[\w.-]{0,127}$/.test(tag)) {
    throw new ImageFault(
      "refused",
      `"${tag}" is not a tag: letters, digits and _ . - of at most 128`,
    );
  }
  const content = await session.find(`manifests/${tag}`, manifestTypes);
  return content === null ? null : digestOf(content, "SHA-256");
}
