import { eq } from "drizzle-orm";

import type { VersionStatus } from "@headgate/shared";

import type { Database } from "../database.ts";
import { models, owners, versionCards, versions } from "../schema/index.ts";
import { gateConfigColumns, type StoredGateConfig } from "./gate-configs.ts";

/** What a check looks at. */
export interface CheckSubject {
  key: number;
  number: number;
  /** 64 hex digits. */
  id: string;
  digest: string;
  content: typeof versions.$inferSelect.content;
  card: typeof versionCards.$inferSelect.card;
  status: VersionStatus;
  owner: string;
  ownerId: string;
  model: string;
  gateConfig: StoredGateConfig;
}

/** The version with this key, whatever its status. Null: there is none. */
export async function findCheckSubject(
  db: Database,
  versionKey: number,
): Promise<CheckSubject | null> {
  const found = await db
    .select({
      key: versions.key,
      number: versions.number,
      id: versions.id,
      digest: versions.containerImageDigest,
      content: versions.content,
      status: versionCards.status,
      card: versionCards.card,
      owner: owners.username,
      ownerId: owners.id,
      model: models.name,
      gateConfig: gateConfigColumns,
    })
    .from(versions)
    .innerJoin(versionCards, eq(versionCards.versionKey, versions.key))
    .innerJoin(models, eq(models.id, versions.modelId))
    .innerJoin(owners, eq(owners.id, models.ownerId))
    .where(eq(versions.key, versionKey))
    .get();
  return found ?? null;
}
