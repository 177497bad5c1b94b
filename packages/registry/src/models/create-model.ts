import { findModelById, findModelVersions, insertModel, type NewModel } from "@headgate/database";
import type { ModelWithDetails } from "@headgate/shared";

import { noModel } from "../access/check-visibility.ts";
import { requireScope } from "../access/require-scope.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { RegistryContext } from "../context.ts";
import { makeOnce } from "../make-once.ts";
import { uuidOf } from "../random-id.ts";
import { checkCategories, checkHardware } from "./check-listed.ts";
import { findModelOwner } from "./find-model-owner.ts";
import { createModelBody } from "./model-bodies.ts";
import { nameConflict } from "./name-conflict.ts";
import { readNewModel } from "./read-new-model.ts";
import { showModelWithDetails } from "./show-model.ts";

/**
 * A model of the caller's, or of an organization that the caller may write in, without a version. `conflict` for a name that the owner has.
 */
export async function createModel(
  ctx: RegistryContext,
  input: { body: unknown },
): Promise<ModelWithDetails> {
  const { now, random } = ctx;
  requireScope(ctx, "write");
  const body = createModelBody.parse(input.body);
  const owner = await findModelOwner(ctx, body.owner);
  const model: NewModel = {
    id: uuidOf(random(16)),
    ownerId: owner.id,
    ...readNewModel(body),
    createdAt: now(),
  };
  return makeOnce(
    () => make(ctx, model, owner.username),
    () => findMade(ctx, model.id),
  );
}

async function make(
  ctx: RegistryContext,
  model: NewModel,
  owner: string,
): Promise<ModelWithDetails> {
  const { db } = ctx;
  const path = { owner, name: model.name };
  await checkHardware(db, model.hardwareIdentifier);
  await checkCategories(db, model.categorySlugs);
  const audit = auditEntry(ctx, {
    ...{ kind: "model", verb: "create", ownerId: model.ownerId, target: `${owner}/${model.name}` },
    details: { visibility: model.visibility },
  });
  try {
    await insertModel(db, model, audit);
  } catch (error) {
    throw nameConflict(error, path);
  }
  const created = await findModelById(db, model.id);
  if (created === null) throw noModel(path);
  return showModelWithDetails(created, { latest: null, latestActive: null, primary: null });
}

async function findMade({ db }: RegistryContext, id: string): Promise<ModelWithDetails | null> {
  const made = await findModelById(db, id);
  return made === null ? null : showModelWithDetails(made, await findModelVersions(db, id));
}
