import { type Database, findGateConfig } from "@headgate/database";
import type { VersionConfig } from "@headgate/shared";

import { toVersionConfig } from "./version-config.ts";

/** What the gates of the version with this key are to be told, as it is in the database. Null: there is no such version. */
export async function findVersionConfig(
  db: Database,
  versionKey: number,
): Promise<VersionConfig | null> {
  const stored = await findGateConfig(db, versionKey);
  return stored === null ? null : toVersionConfig(stored);
}
