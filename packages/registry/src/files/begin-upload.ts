import { reserveFile } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import { requireOwnPermission } from "../access/require-permission.ts";
import type { RegistryContext } from "../context.ts";
import { uuidOf } from "../random-id.ts";
import { fileAllowance, maxFileBytes, uploadTimeoutMs } from "./file-limits.ts";

/** A file on its way. */
export interface Upload {
  id: string;
  /** Its object must be there before then: after it nobody cleans up what comes. Epoch milliseconds. */
  deadlineAt: number;
}

/** Between the deadline of an upload and the time from which its row may be deleted. */
const marginMs = 5 * 60_000;

/**
 * Makes room for a file of the actor's, of at most `bytes` (null: not known). Needs what a prediction needs. `payload_too_large` for more
 * than a file may have, `conflict` where the actor has no room left.
 */
export async function beginUpload(
  ctx: RegistryContext,
  { bytes }: { bytes: number | null },
): Promise<Upload> {
  const { ownerId } = requireOwnPermission(ctx, "predict");
  if (bytes !== null && bytes > maxFileBytes) throw fileTooLarge();
  const createdAt = ctx.now();
  const expiresAt = createdAt + uploadTimeoutMs;
  const file = { id: uuidOf(ctx.random(16)), ownerId, createdAt, expiresAt };
  const sizeBytes = bytes ?? maxFileBytes;
  if (await reserveFile(ctx.db, { ...file, sizeBytes }, fileAllowance)) {
    return { id: file.id, deadlineAt: expiresAt - marginMs };
  }
  const { files, bytes: most } = fileAllowance;
  const message = `there is no room for it: all your files are ${files} at most and ${most} bytes; delete some, or wait until they expire`;
  throw new HeadgateError("conflict", message);
}

export function fileTooLarge(): HeadgateError {
  const message = `the file is larger than ${maxFileBytes} bytes; put it elsewhere and pass its URL`;
  return new HeadgateError("payload_too_large", message);
}
