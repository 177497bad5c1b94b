import { findLatestVersion, findModel, type ModelChanges, updateModel } from "@headgate/database";
import { type ModelWithDetails, parseModelName } from "@headgate/shared";

import { noModel } from "../access/check-visibility.ts";
import { getOwnModel } from "../access/get-own-model.ts";
import type { ModelPath } from "../access/get-visible-model.ts";
import { parseAt } from "../bodies/parse-at.ts";
import type { RegistryContext } from "../context.ts";
import { checkCategories, checkHardware } from "./check-listed.ts";
import { patchModelBody } from "./model-bodies.ts";
import { nameConflict } from "./name-conflict.ts";
import { showModelWithDetails } from "./show-model.ts";

/** Changes what the body names, and no version. `conflict` for a name that another model of the owner has. */
export async function patchModel(
  ctx: RegistryContext,
  input: ModelPath & { body: unknown },
): Promise<ModelWithDetails> {
  const { db, now } = ctx;
  const { model } = await getOwnModel(ctx, input, "write");
  const { changes, categorySlugs } = readChanges(input.body);
  if (changes.hardwareIdentifier !== undefined) await checkHardware(db, changes.hardwareIdentifier);
  if (categorySlugs !== undefined) await checkCategories(db, categorySlugs);
  const path = { owner: model.owner.username, name: changes.name ?? model.name };
  const { id, owner } = model;
  const update = { id, ownerId: owner.id, changes, categorySlugs, updatedAt: now() };
  const isThere = await updateModel(db, update).catch((error: unknown) => {
    throw nameConflict(error, path);
  });
  const patched = isThere ? await findModel(db, path) : null;
  if (patched === null) throw noModel(input);
  return showModelWithDetails(patched, await findLatestVersion(db, id));
}

interface Changes {
  changes: ModelChanges;
  categorySlugs: string[] | undefined;
}

function readChanges(body: unknown): Changes {
  const {
    name,
    hardware_identifier: hardwareIdentifier,
    source_url: sourceUrl,
    license_url: licenseUrl,
    paper_url: paperUrl,
    category_slugs: categorySlugs,
    ...same
  } = patchModelBody.parse(body);
  const changes: ModelChanges = {
    ...same,
    ...(name === undefined ? {} : { name: parseAt("name", name, parseModelName) }),
    ...(hardwareIdentifier === undefined ? {} : { hardwareIdentifier }),
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
    ...(licenseUrl === undefined ? {} : { licenseUrl }),
    ...(paperUrl === undefined ? {} : { paperUrl }),
  };
  return { changes, categorySlugs };
}
