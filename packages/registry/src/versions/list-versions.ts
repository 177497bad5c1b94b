import {
  listVersions as listRows,
  type ModelDetails,
  readPageRequest,
  type StatusFilter,
} from "@headgate/database";
import { HeadgateError, invalidInput, type Version, versionStatuses } from "@headgate/shared";

import { getVisibleModel, type ModelPath } from "../access/get-visible-model.ts";
import { seesUnpublished } from "../access/sees-unpublished.ts";
import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { showVersion } from "./show-version.ts";

const statuses: readonly StatusFilter[] = [...versionStatuses, "all"];

/** Newest first, without their schemas: active ones, or those of the `status` that an owner asks for; `all` is all but deleted ones. Private ones are
 * left out for everybody else. */
export async function listVersions(
  ctx: RegistryContext,
  input: ModelPath & { query: ListQuery },
): Promise<CursorPage<Version>> {
  const page = readPageRequest(input.query);
  const status = readStatus(input.query);
  const model = await getVisibleModel(ctx, input);
  const seesAll = seesUnpublished(ctx.actor, model.owner.id);
  if (status !== "active" && !seesAll) throw notShown(model);
  const filter = { modelId: model.id, status, withPrivate: seesAll };
  return toCursorPage(await listRows(ctx.db, page, filter), showVersion);
}

function readStatus({ status }: ListQuery): StatusFilter {
  const text = status ?? "active";
  const known = statuses.find((one) => one === text);
  if (known !== undefined) return known;
  throw invalidInput(["query", "status"], `status must be one of ${statuses.join(", ")}`);
}

function notShown({ owner, name }: ModelDetails): HeadgateError {
  const message = `only those who may change ${owner.username}/${name} see versions of it that are not active`;
  return new HeadgateError("forbidden", message);
}
