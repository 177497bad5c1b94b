import { findCheck } from "@headgate/database";
import { HeadgateError, type VersionCheck } from "@headgate/shared";

import { getOwnModel } from "../access/get-own-model.ts";
import type { RegistryContext } from "../context.ts";
import { findLivingVersion, type VersionPath } from "../versions/find-living-version.ts";
import { showCheck } from "./show-check.ts";

/** A check of a version; `id` as the path segment that it is. */
export interface CheckPath extends VersionPath {
  id: string;
}

/** Only those who may see the model's inside see what its checks found. */
export async function getCheck(ctx: RegistryContext, input: CheckPath): Promise<VersionCheck> {
  return (await watchCheck(ctx, input)).check;
}

/** The same with its revision, which grows with every change that is shown. */
export async function watchCheck(
  ctx: RegistryContext,
  input: CheckPath,
): Promise<{ check: VersionCheck; revision: number }> {
  const { model } = await getOwnModel(ctx, input, "read");
  const { key, number } = await findLivingVersion(ctx, model.id, input);
  const row = await findCheck(ctx.db, input.id);
  if (row?.versionKey !== key) throw noCheck(input);
  return { check: showCheck(row, number), revision: row.revision };
}

function noCheck({ owner, name, number, id }: CheckPath): HeadgateError {
  return new HeadgateError("not_found", `${owner}/${name}:${number} has no check ${id}`);
}
