import { type FileRow, storeFile } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import type { FileFields } from "./file-fields.ts";

/** The file, whose object is there now. `unavailable` where the upload has been given up meanwhile. */
export async function finishUpload(
  ctx: RegistryContext,
  stored: { id: string; fields: FileFields; sizeBytes: number; sha256: string },
): Promise<FileRow> {
  const { fields, ...file } = stored;
  const { expiresInMs, ...said } = fields;
  const now = ctx.now();
  const row = await storeFile(ctx.db, { ...file, ...said, expiresAt: now + expiresInMs }, now);
  if (row === null) throw uploadTooSlow();
  return row;
}

export function uploadTooSlow(): HeadgateError {
  return new HeadgateError("unavailable", "the upload took too long; send it again");
}
