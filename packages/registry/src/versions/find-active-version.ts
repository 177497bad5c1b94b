import { findVersion, type VersionDetails } from "@headgate/database";
import { HeadgateError, invalidInput, maxVersionNumber } from "@headgate/shared";

import type { ModelPath } from "../access/get-visible-model.ts";
import type { RegistryContext } from "../context.ts";

/** A version of a model; `number` as the path segment that it is. */
export interface VersionPath extends ModelPath {
  number: string;
}

/** Throws `invalid_input` at `path.number` for what is no number, `not_found` for one that is not there or deleted. */
export async function findActiveVersion(
  { db }: RegistryContext,
  modelId: string,
  path: VersionPath,
): Promise<VersionDetails> {
  const version = await findVersion(db, modelId, readNumber(path.number));
  if (version?.status === "active") return version;
  throw noVersion(path, path.number, version !== null);
}

export function noVersion(
  { owner, name }: ModelPath,
  version: string,
  wasDeleted: boolean,
): HeadgateError {
  const message = wasDeleted
    ? `the version ${version} of ${owner}/${name} was deleted`
    : `${owner}/${name} has no version ${version}`;
  return new HeadgateError("not_found", message);
}

function readNumber(text: string): number {
  const number = /^[1-9][0-9]{0,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= maxVersionNumber) return number;
  const message = `a version number is an integer from 1 to ${maxVersionNumber}`;
  throw invalidInput(["path", "number"], message);
}
