import { HeadgateError, isObject, type Problem } from "@headgate/shared";

import type { ModelPath } from "../access/get-visible-model.ts";
import { fixedImageKeys, fixedKeys } from "./version-body.ts";

/** Throws `invalid_input` with a problem for each part of a PATCH's body that can never change, which says what to do instead. */
export function refuseFixed({ owner, name }: ModelPath, body: unknown): void {
  const image = isObject(body) ? body["container_image"] : undefined;
  const places = [
    ...keysAmong(fixedKeys, body).map((key) => [key]),
    ...keysAmong(fixedImageKeys, image).map((key) => ["container_image", key]),
  ];
  const remedy = `publish a new version with POST /v1/models/${owner}/${name}/versions`;
  const problems: Problem[] = places.map((place) => ({
    loc: ["body", ...place],
    msg: `\`${place.join(".")}\` is part of what a version is and never changes: ${remedy}`,
    type: "value_error.immutable",
  }));
  const [first] = problems;
  if (first !== undefined) throw new HeadgateError("invalid_input", first.msg, { problems });
}

function keysAmong(keys: readonly string[], value: unknown): string[] {
  return isObject(value) ? keys.filter((key) => Object.hasOwn(value, key)) : [];
}
