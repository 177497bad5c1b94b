import { type SQL, and, eq, isNull, sql } from "drizzle-orm";

import {
  latestAlias,
  primaryAlias,
  type Reference,
  type Selector,
  type VersionStatus,
  type Visibility,
} from "@headgate/shared";

import type { Database } from "../database.ts";
import { models, owners, versionCards, versions } from "../schema/index.ts";
import { deletionColumns } from "./deletion-columns.ts";
import { type StoredGateConfig, gateConfigColumns } from "./gate-configs.ts";
import { isCalled } from "./model-names.ts";

/** Where a reference leads at the moment. */
export interface VersionRoute {
  owner: string;
  ownerId: string;
  model: string;
  modelId: string;
  visibility: Visibility;
  /** Null: the model has no such version. */
  version: RoutedVersion | null;
}

export interface RoutedVersion {
  key: number;
  number: number;
  semver: string;
  /** 64 hex digits. */
  id: string;
  status: VersionStatus;
  /** Whether only those who may change the model know of it. */
  isPrivate: boolean;
  deletedAt: number | null;
  /** Username; null where it was no owner. */
  deletedBy: string | null;
  gateConfig: StoredGateConfig;
}

const columns = {
  owner: owners.username,
  ownerId: owners.id,
  model: models.name,
  modelId: models.id,
  visibility: models.visibility,
  version: {
    key: versions.key,
    number: versions.number,
    semver: versions.semver,
    id: versions.id,
  },
  card: {
    status: versionCards.status,
    visibility: versionCards.visibility,
    ...deletionColumns,
    ...gateConfigColumns,
  },
};

/** Null: there is no such model, or no version with the id that stands alone. */
export async function findVersionRoute(
  db: Database,
  reference: Reference,
): Promise<VersionRoute | null> {
  const found = await db
    .select(columns)
    .from(models)
    .innerJoin(owners, eq(owners.id, models.ownerId))
    .leftJoin(versions, and(eq(versions.modelId, models.id), isWanted(reference)))
    .leftJoin(versionCards, eq(versionCards.versionKey, versions.key))
    .where(isModel(reference))
    .get();
  if (found === undefined) return null;
  const { version, card, ...model } = found;
  if (version === null || card === null) return { ...model, version: null };
  const { status, visibility, deletedAt, deletedBy, ...gateConfig } = card;
  const isPrivate = visibility === "private";
  const shown = { ...version, status, isPrivate, deletedAt, deletedBy, gateConfig };
  return { ...model, version: shown };
}

function isModel(reference: Reference): SQL | undefined {
  if (reference.kind !== "id") return isCalled(reference);
  return and(eq(versions.id, reference.id), isNull(models.deletedAt));
}

function isWanted(reference: Reference): SQL {
  return reference.kind === "id" ? eq(versions.id, reference.id) : selects(reference.selector);
}

function selects(selector: Selector): SQL {
  switch (selector.kind) {
    case "primary":
      return aliased(primaryAlias);
    case "number":
      return eq(versions.number, selector.number);
    case "semver":
      return eq(versions.semver, selector.version);
    case "id":
      return eq(versions.id, selector.id);
    case "alias":
      return aliased(selector.alias);
  }
}

function aliased(name: string): SQL {
  const pointed = sql`(select version_key from aliases where model_id = ${models.id} and name = ${name})`;
  if (name === latestAlias) return sql`${versions.key} = ${newestActive}`;
  if (name === primaryAlias) return sql`${versions.key} = coalesce(${pointed}, ${newestActive})`;
  return sql`${versions.key} = ${pointed}`;
}

const newestActive = sql`(
  select v.key from versions v join version_cards c on c.version_key = v.key
  where v.model_id = ${models.id} and c.status = 'active' and c.visibility is null order by v.number desc limit 1
)`;
