import { findFile, type FileRow } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import { type Permission, permissions } from "../access/permissions.ts";
import { isPermitted } from "../access/require-permission.ts";
import { requireScope } from "../access/require-scope.ts";
import type { RegistryContext } from "../context.ts";

/** A file of the actor's, or of an organization in which it may do that. Others, and what has expired, are `not_found`. */
export async function findOwnFile(
  ctx: RegistryContext,
  { id, permission }: { id: string; permission: Permission },
): Promise<FileRow> {
  const actor = requireScope(ctx, permissions[permission].scope);
  const file = await findFile(ctx.db, id, ctx.now());
  if (file !== null && isPermitted(actor, file.ownerId, permission)) return file;
  throw noFile(id);
}

/** Anybody's, for who has a URL that is signed for it. */
export async function findSignedFile(
  ctx: RegistryContext,
  { id }: { id: string },
): Promise<FileRow> {
  const file = await findFile(ctx.db, id, ctx.now());
  if (file === null) throw noFile(id);
  return file;
}

function noFile(id: string): HeadgateError {
  return new HeadgateError("not_found", `there is no file ${id} of yours, or it has expired`);
}
