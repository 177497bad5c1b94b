import type { Described } from "./describe/described.ts";
import { count, link, nullableText, text, time, uuid } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";

export const file = wireObject("File", {
  id: uuid,
  name: { ...nullableText, description: "As it was sent; null: it was sent without one." },
  content_type: { ...text, examples: ["image/png"] },
  size: { ...count, description: "In bytes." },
  checksums: wireObject("FileChecksums", {
    sha256: { type: "string", pattern: "^[0-9a-f]{64}$" },
  }),
  metadata: { type: "object", description: "As it was sent." },
  created_at: time,
  expires_at: { ...time, description: "From then on it is gone." },
  urls: wireObject("FileUrls", {
    get: link,
    download: {
      ...link,
      description:
        "What is in it, for everybody who has this URL, a backend say, until it expires.",
    },
  }),
});
export type File = Described<typeof file>;
