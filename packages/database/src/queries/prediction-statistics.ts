import { asc, eq, inArray } from "drizzle-orm";

import type { Database } from "../database.ts";
import { models, owners, predictionStatistics, versions } from "../schema/index.ts";

export type PredictionStatistics = typeof predictionStatistics.$inferSelect & {
  owner: string;
  model: string;
  number: number;
};

/** What became of predictions so far, by version and backend, of the models of so many owners (100 at most). */
export async function listPredictionStatistics(
  db: Database,
  ownerIds: string[],
): Promise<PredictionStatistics[]> {
  const rows = await db
    .select({
      counted: predictionStatistics,
      owner: owners.username,
      model: models.name,
      number: versions.number,
    })
    .from(predictionStatistics)
    .innerJoin(versions, eq(versions.key, predictionStatistics.versionKey))
    .innerJoin(models, eq(models.id, versions.modelId))
    .innerJoin(owners, eq(owners.id, models.ownerId))
    .where(inArray(models.ownerId, ownerIds))
    .orderBy(asc(predictionStatistics.versionKey), asc(predictionStatistics.backendId));
  return rows.map(({ counted, ...place }) => ({ ...counted, ...place }));
}
