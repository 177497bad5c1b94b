import {
  listVersions as listRows,
  type ModelDetails,
  readPageRequest,
  type VersionFilter,
} from "@headgate/database";
import {
  HeadgateError,
  invalidInput,
  type ListedVersion,
  type Version,
  versionStatuses,
} from "@headgate/shared";

import { getVisibleModel, type ModelPath } from "../access/get-visible-model.ts";
import { seesUnpublished } from "../access/sees-unpublished.ts";
import { viewerOf } from "../access/viewer-of.ts";
import type { RegistryContext } from "../context.ts";
import { findNamedOwnerId } from "../owners/get-user-by-name.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import { readListFilter, readOrder } from "../pages/list-filter.ts";
import { type ListQuery, readChoice } from "../pages/list-query.ts";
import { showVersion } from "./show-version.ts";

const directionOf = () => "desc" as const;
const living = versionStatuses.filter((status) => status !== "deleted");

/**
 * Versions of a model without their schemas, newest first unless asked otherwise: active ones, or those of the `status` that is asked for,
 * which may be `all` (but deleted ones); others than active ones, and private ones, are
 * shown to those who may change the model.
 */
export async function listVersions(
  ctx: RegistryContext,
  input: ModelPath & { query: ListQuery },
): Promise<CursorPage<Version>> {
  const { db, actor } = ctx;
  const { query } = input;
  const page = readPageRequest(query);
  const sorts = ["number", "created_at", "updated_at"] as const;
  const order = readOrder(query, { sorts, directionOf });
  const filter = readFilter(query);
  const model = await getVisibleModel(ctx, input);
  if (!isActive(filter)) checkWriter(ctx, model);
  const list = { viewer: viewerOf(actor), filter: { ...filter, modelId: model.id }, ...order };
  return toCursorPage(await listRows(db, page, list), showVersion);
}

/**
 * The same over all models that the caller may see; each version says whose it is. Of versions that are not published, it shows those of
 * models that the caller may change.
 */
export async function listAllVersions(
  ctx: RegistryContext,
  { query }: { query: ListQuery },
): Promise<CursorPage<ListedVersion>> {
  const { db, actor } = ctx;
  const page = readPageRequest(query);
  const order = readOrder(query, { sorts: ["created_at", "updated_at"], directionOf });
  const filter = {
    ...readFilter(query),
    ownerId: await findNamedOwnerId(ctx, query.owner),
    modelId: await findNamedModelId(ctx, query),
  };
  const rows = await listRows(db, page, { viewer: viewerOf(actor), filter, ...order });
  return toCursorPage(rows, (row) => ({ ...showVersion(row), model: row.model }));
}

function checkWriter({ actor }: RegistryContext, { owner, name }: ModelDetails): void {
  if (seesUnpublished(actor, owner.id)) return;
  const message = `only those who may change ${owner.username}/${name} see versions of it that are not active`;
  throw new HeadgateError("forbidden", message);
}

function readFilter(query: ListQuery): VersionFilter {
  const status = readChoice(query, "status", [...versionStatuses, "all"]) ?? "active";
  return {
    ...readListFilter(query),
    statuses: status === "all" ? living : [status],
    digest: readDigest(query),
  };
}

function isActive({ statuses }: VersionFilter): boolean {
  return statuses.every((status) => status === "active");
}

function readDigest({ digest }: ListQuery): string | undefined {
  if (digest === null || digest === undefined) return undefined;
  if (/^sha256:[a-f0-9]{64}$/.test(digest)) return digest;
  throw invalidInput(["query", "digest"], "digest must be sha256: and 64 hex digits");
}

async function findNamedModelId(
  ctx: RegistryContext,
  { model }: ListQuery,
): Promise<string | undefined> {
  if (model === null || model === undefined) return undefined;
  const [owner, name, ...rest] = model.split("/");
  if (owner !== undefined && name !== undefined && rest.length === 0) {
    return (await getVisibleModel(ctx, { owner, name })).id;
  }
  throw invalidInput(["query", "model"], "model must be owner/name");
}
