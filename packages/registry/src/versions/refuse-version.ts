import { findVersionLine, type WantedVersion } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

import { noModel } from "../access/check-visibility.ts";
import type { ModelPath } from "../access/get-visible-model.ts";
import type { RegistryContext } from "../context.ts";

/** Why the model did not take the version: `not_found` where it is gone, else `conflict`. */
export async function refuseVersion(
  { db }: RegistryContext,
  path: ModelPath & { modelId: string },
  wanted: WantedVersion,
): Promise<HeadgateError> {
  const model = `${path.owner}/${path.name}`;
  const precedence = "version" in wanted ? wanted.precedence : null;
  const line = await findVersionLine(db, path.modelId, precedence);
  if (line === null) return noModel(path);
  if (!("version" in wanted)) {
    const message = `the ${wanted.bump} version above ${line.highest} has a number of more than nine digits: choose one with \`version\``;
    return new HeadgateError("conflict", message);
  }
  const { version } = wanted;
  if (line.taken !== null) {
    const message = `${model} was given the version ${version} already, as number ${line.taken}; no version is given out twice. The highest of its line is ${line.highest}`;
    return new HeadgateError("conflict", message);
  }
  const message = `${version} does not rank above ${line.highest}, which ${model} has or had: within a line (the same major and minor number) versions only grow, and a line begins above the others of its major number`;
  return new HeadgateError("conflict", message);
}
