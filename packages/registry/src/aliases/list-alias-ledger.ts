import { findLedgerHead, listLedger, readPageRequest } from "@headgate/database";
import type { AliasLedgerEntry, AliasLedgerHead } from "@headgate/shared";

import { getVisibleModel, type ModelPath } from "../access/get-visible-model.ts";
import type { RegistryContext } from "../context.ts";
import { type CursorPage, toCursorPage } from "../pages/cursor-page.ts";
import type { ListQuery } from "../pages/list-query.ts";
import { showLedgerEntry } from "./show-alias.ts";

/** Every change of the model's aliases, oldest first: see `verifyAliasLedger`. */
export async function listAliasLedger(
  ctx: RegistryContext,
  input: ModelPath & { query: ListQuery },
): Promise<CursorPage<AliasLedgerEntry>> {
  const page = readPageRequest(input.query);
  const model = await getVisibleModel(ctx, input);
  return toCursorPage(await listLedger(ctx.db, model.id, page), showLedgerEntry);
}

/** How far the ledger got. */
export async function getAliasLedgerHead(
  ctx: RegistryContext,
  input: ModelPath,
): Promise<AliasLedgerHead> {
  const model = await getVisibleModel(ctx, input);
  const head = await findLedgerHead(ctx.db, model.id);
  return { seq: head?.seq ?? 0, hash: head?.hash ?? null };
}
