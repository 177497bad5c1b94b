import { isUniqueViolation } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import type { ModelPath } from "../access/get-visible-model.ts";

/** What writing a model failed with: `conflict` where its owner has another of that name. */
export function nameConflict(error: unknown, { owner, name }: ModelPath): unknown {
  if (!isUniqueViolation(error, "models.owner_id, models.name")) return error;
  const message = `there is a model ${owner}/${name} already; choose another name`;
  return new HeadgateError("conflict", message);
}
