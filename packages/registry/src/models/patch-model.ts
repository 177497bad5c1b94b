import { findModel, findModelVersions, type ModelChanges, updateModel } from "@headgate/database";
import type { ModelWithDetails } from "@headgate/shared";

import { noModel } from "../access/check-visibility.ts";
import { getOwnModel } from "../access/get-own-model.ts";
import type { ModelPath } from "../access/get-visible-model.ts";
import { requirePermission } from "../access/require-permission.ts";
import { auditEntry, changedFields } from "../audit/audit-entry.ts";
import type { RegistryContext } from "../context.ts";
import { checkCategories, checkHardware } from "./check-listed.ts";
import { nameConflict } from "./name-conflict.ts";
import { readModelChanges } from "./read-model-changes.ts";
import { showModelWithDetails } from "./show-model.ts";

/**
 * Changes what the body names, and no version. References to a name that it gives up go on to mean the model until another one takes the
 * name. Policies are an admin's to change. `conflict` for a name that another model of the owner has.
 */
export async function patchModel(
  ctx: RegistryContext,
  input: ModelPath & { body: unknown },
): Promise<ModelWithDetails> {
  const { db, now } = ctx;
  const { model } = await getOwnModel(ctx, input, "write");
  const { changes, links } = readModelChanges(input.body);
  if (changes.hardwareIdentifier !== undefined) await checkHardware(db, changes.hardwareIdentifier);
  if (links.categorySlugs !== undefined) await checkCategories(db, links.categorySlugs);
  const path = { owner: model.owner.username, name: changes.name ?? model.name };
  const { id, owner } = model;
  const policy = policyOf(changes);
  if (changedFields(policy).changed.length > 0) {
    requirePermission(ctx, { ownerId: owner.id, owner: owner.username }, "manage");
  }
  const update = { id, ownerId: owner.id, changes, links, updatedAt: now() };
  const audit = auditEntry(ctx, {
    ...{
      kind: "model",
      verb: "update",
      ownerId: owner.id,
      target: `${owner.username}/${model.name}`,
    },
    details: {
      ...changedFields({ ...changes, ...links }),
      ...{ name: changes.name, visibility: changes.visibility, ...policy },
    },
  });
  const isThere = await updateModel(db, update, audit).catch((error: unknown) => {
    throw nameConflict(error, path);
  });
  const patched = isThere ? await findModel(db, path) : null;
  if (patched === null) throw noModel(input);
  return showModelWithDetails(patched, await findModelVersions(db, id));
}

/** What versions are held to, and how long predictions keep their data, by the names on the wire. */
function policyOf(changes: ModelChanges): Record<string, unknown> {
  return {
    compatibility_input: changes.compatibilityInput,
    compatibility_output: changes.compatibilityOutput,
    bump_policy: changes.bumpPolicy,
    required_checks: changes.requiredChecks,
    data_retention_s: changes.dataRetentionS,
  };
}
