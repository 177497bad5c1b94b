import { and, asc, eq, exists, inArray, ne } from "drizzle-orm";

import type { Database } from "../database.ts";
import { backends, models, owners, versions } from "../schema/index.ts";

/** A version that predictions go to. */
export interface GatedVersion {
  key: number;
  owner: string;
  model: string;
  number: number;
}

/** Those with a backend that is not disabled, of the models of so many owners (100 at most); `limit` of them, the oldest first. */
export async function listGatedVersions(
  db: Database,
  ownerIds: string[],
  limit: number,
): Promise<GatedVersion[]> {
  const ofVersion = and(eq(backends.versionKey, versions.key), ne(backends.status, "disabled"));
  return db
    .select({
      key: versions.key,
      owner: owners.username,
      model: models.name,
      number: versions.number,
    })
    .from(models)
    .innerJoin(owners, eq(owners.id, models.ownerId))
    .innerJoin(versions, eq(versions.modelId, models.id))
    .where(
      and(
        inArray(models.ownerId, ownerIds),
        exists(db.select({ id: backends.id }).from(backends).where(ofVersion)),
      ),
    )
    .orderBy(asc(versions.key))
    .limit(limit);
}
