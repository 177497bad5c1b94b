import { HeadgateError, primaryAlias } from "@headgate/shared";

import type { ModelPath } from "../access/get-visible-model.ts";

export function noAlias({ owner, name }: ModelPath, alias: string): HeadgateError {
  const model = `${owner}/${name}`;
  const message =
    alias === primaryAlias
      ? `nobody set the alias ${primaryAlias} of ${model}: calls without a version follow the newest active one`
      : `${model} has no alias ${alias}`;
  return new HeadgateError("not_found", message);
}
