import type { OutboundUrlPolicy } from "@headgate/shared";

/** An image as a version names it. */
export interface ImageQuery {
  /** Host, with a port where it is not the usual one: `ghcr.io`, `registry.example.com:5000`; `docker.io` for Docker Hub. */
  registry: string;
  /** `team/upscaler`. */
  repository: string;
  /** `sha256:` and 64 hex digits. */
  digest: string;
  /** Looked up beside the digest. Null: none was named. */
  tag: string | null;
}

export interface RegistryCredentials {
  username: string;
  password: string;
}

/** What a look-up takes from outside. */
export interface RegistryAccess {
  fetch: typeof fetch;
  /** The registry, where it sends for a token, and where it redirects to must each satisfy it. */
  urlPolicy: OutboundUrlPolicy;
  /** Null: ask without. */
  credentials: RegistryCredentials | null;
  /** Ends the whole look-up. */
  signal: AbortSignal;
}

/** What a registry says of an image. */
export interface Image {
  mediaType: string;
  /** Configuration and layers, compressed: what one machine pulls; of several platforms the largest. */
  sizeBytes: number;
  /** `linux/amd64`, `linux/arm64/v8`. */
  platforms: string[];
  /** Whether the tag stands for the digest at the moment. Null: no tag was named. */
  tagMatches: boolean | null;
}

export type ImageFaultReason =
  | "not_found"
  | "digest_mismatch"
  | "unauthorized"
  /** The registry is down, too slow, too busy or talks nonsense: it may be another time. */
  | "unavailable"
  | "not_an_image"
  /** A name or an address that Headgate does not ask for. */
  | "refused";

export type ImageLookup =
  | { found: true; image: Image }
  /** `message` is a sentence for the owner of the version. */
  | { found: false; reason: ImageFaultReason; message: string };

/** Why there is no image, on its way to `findImage`. */
export class ImageFault extends Error {
  readonly reason: ImageFaultReason;

  constructor(reason: ImageFaultReason, message: string) {
    super(message);
    this.name = "ImageFault";
    this.reason = reason;
  }
}
