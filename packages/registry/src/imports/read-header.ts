import { findImportObstacles, type ImportedModel, type OwnerRow } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { checkCategories, checkHardware } from "../models/check-listed.ts";
import { createModelBody } from "../models/model-bodies.ts";
import { readNewModel } from "../models/read-new-model.ts";
import { headerLine } from "./line-bodies.ts";
import type { LineReader } from "./line-reader.ts";
import { readNullableTime, readTime } from "./read-times.ts";

/** The model that the first line tells of, to be `owner`'s, under `name` if one is given. `conflict` where there is no room for it. */
export async function readHeader(
  ctx: RegistryContext,
  reader: LineReader,
  { owner, name }: { owner: OwnerRow; name: string | null },
): Promise<ImportedModel> {
  const header = await reader.take("header", headerLine);
  if (header === null) {
    const message = "this is no export of a model: its first line must have the type `header`";
    throw new HeadgateError("bad_request", message);
  }
  return reader.about(async () => {
    const body = createModelBody.parse({ ...header.model, ...(name === null ? {} : { name }) });
    await checkHardware(ctx.db, body.hardware_identifier);
    await checkCategories(ctx.db, body.category_slugs);
    const now = ctx.now();
    const model: ImportedModel = {
      id: header.id,
      ownerId: owner.id,
      ...readNewModel(body),
      createdAt: readTime("created_at", header.created_at, now),
      updatedAt: readNullableTime("updated_at", header.updated_at, now),
      importedAt: now,
      lastNumber: header.last_number,
    };
    await refuseObstacles(ctx, model, owner.username);
    return model;
  });
}

async function refuseObstacles(
  { db }: RegistryContext,
  model: ImportedModel,
  owner: string,
): Promise<void> {
  const { hasId, hasName, retiredNumber } = await findImportObstacles(db, model);
  if (hasId) throw knownModel();
  if (hasName) {
    const message = `there is a model ${owner}/${model.name} already; import it under another name with ?name=`;
    throw new HeadgateError("conflict", message);
  }
  if (retiredNumber > 0) throw retiredName(`${owner}/${model.name}`);
}

export function knownModel(): HeadgateError {
  const message =
    "the model is here already, or was: a model is imported once, and its ids are not given out twice";
  return new HeadgateError("conflict", message);
}

export function retiredName(path: string): HeadgateError {
  const message = `numbers of ${path} were given out before, and none is given out twice; import it under another name with ?name=`;
  return new HeadgateError("conflict", message);
}
