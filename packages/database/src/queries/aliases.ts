import { and, eq } from "drizzle-orm";

import type { VersionStatus } from "@headgate/shared";

import type { Database } from "../database.ts";
import type { PageRequest } from "../pages/page-request.ts";
import { type PageOrder, type RowPage, readPage } from "../pages/read-page.ts";
import { aliases, versionCards, versions } from "../schema/index.ts";

/** A version as aliases name it. */
export interface AliasVersion {
  key: number;
  number: number;
  semver: string;
  /** 64 hex digits. */
  id: string;
  status: VersionStatus;
}

export interface AliasRow {
  name: string;
  version: AliasVersion;
  isProtected: boolean;
  rule: string | null;
  revision: number;
  updatedAt: number;
}

export type ProtectedAlias = Pick<AliasRow, "name" | "rule">;

export const aliasVersionColumns = {
  key: versions.key,
  number: versions.number,
  semver: versions.semver,
  id: versions.id,
  status: versionCards.status,
};

export const aliasColumns = {
  name: aliases.name,
  version: aliasVersionColumns,
  isProtected: aliases.isProtected,
  rule: aliases.rule,
  revision: aliases.revision,
  updatedAt: aliases.updatedAt,
};

const byName: PageOrder<AliasRow> = {
  name: "aliases",
  direction: "asc",
  columns: [aliases.name],
  keyOf: (row) => [row.name],
};

/** By name; `latest`, and `primary` where nobody set it, are none. */
export async function listAliases(
  db: Database,
  modelId: string,
  page: PageRequest,
): Promise<RowPage<AliasRow>> {
  return readPage(byName, page, ({ where, orderBy, limit }) =>
    db
      .select(aliasColumns)
      .from(aliases)
      .innerJoin(versions, eq(versions.key, aliases.versionKey))
      .innerJoin(versionCards, eq(versionCards.versionKey, versions.key))
      .where(and(eq(aliases.modelId, modelId), where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}

/** The protected aliases that point at the version with this key. */
export async function listProtectedAliases(
  db: Database,
  versionKey: number,
): Promise<ProtectedAlias[]> {
  return db
    .select({ name: aliases.name, rule: aliases.rule })
    .from(aliases)
    .where(and(eq(aliases.versionKey, versionKey), eq(aliases.isProtected, true)))
    .orderBy(aliases.name);
}
