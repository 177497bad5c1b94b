import { isRefusedFor, isUniqueViolation } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import type { ModelPath } from "../access/get-visible-model.ts";

/** What writing a model failed with: `conflict` where its owner has another of that name, or was just deleted. */
export function nameConflict(error: unknown, { owner, name }: ModelPath): unknown {
  if (isRefusedFor(error, "ownerDeleted")) {
    return new HeadgateError("conflict", `${owner} was deleted`);
  }
  if (!isUniqueViolation(error, "models.owner_id, models.name")) return error;
  const message = `there is a model ${owner}/${name} already; choose another name`;
  return new HeadgateError("conflict", message);
}
