import { findVersionContent, type VersionContent } from "@headgate/database";

import type { RegistryContext } from "../context.ts";

/** What the version with the key that `resolveVersion` gave is made of. It never changes: keep it as long as you like. */
export async function loadVersionContent(
  { db }: Pick<RegistryContext, "db">,
  key: number,
): Promise<VersionContent> {
  const content = await findVersionContent(db, key);
  if (content === null)
    throw new Error(`no version has the key ${key}, and versions are not removed`);
  return content;
}
