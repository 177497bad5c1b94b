import type { FileRow } from "@headgate/database";
import { type File, toWireTime } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";

/** A file, with a URL that its content can be fetched by until it expires. */
export async function showFile({ url, fileUrls }: ApiContext, file: FileRow): Promise<File> {
  const expiresS = Math.floor(file.expiresAt / 1000);
  return {
    id: file.id,
    name: file.name,
    content_type: file.contentType,
    size: file.sizeBytes,
    checksums: { sha256: file.sha256 },
    metadata: file.metadata,
    created_at: toWireTime(file.createdAt),
    expires_at: toWireTime(file.expiresAt),
    urls: {
      get: `${url.origin}/v1/files/${file.id}`,
      download: await fileUrls.create(url.origin, { id: file.id, expiresS }),
    },
  };
}
