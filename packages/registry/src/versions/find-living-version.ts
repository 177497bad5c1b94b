import { findVersion, type VersionDetails } from "@headgate/database";
import { HeadgateError, invalidInput, maxVersionNumber, toWireTime } from "@headgate/shared";

import type { ModelPath } from "../access/get-visible-model.ts";
import type { RegistryContext } from "../context.ts";

/** A version of a model; `number` as the path segment that it is. */
export interface VersionPath extends ModelPath {
  number: string;
}

/** Throws `invalid_input` at `path.number` for what is no number, `not_found` for one that is not there or deleted. */
export async function findLivingVersion(
  { db }: Pick<RegistryContext, "db">,
  modelId: string,
  path: VersionPath,
): Promise<VersionDetails> {
  const version = await findVersion(db, modelId, readNumber(path.number));
  if (version === null) throw noVersion(path, path.number);
  if (version.status === "deleted") throw deletedVersion(path, version);
  return version;
}

export function noVersion({ owner, name }: ModelPath, version: string): HeadgateError {
  return new HeadgateError("not_found", `${owner}/${name} has no version ${version}`);
}

export interface Deletion {
  number: number;
  deletedAt: number | null;
  /** Username; null where it was no owner. */
  deletedBy: string | null;
}

/** What its number answers from then on. */
export function deletedVersion(
  { owner, name }: ModelPath,
  { number, deletedAt, deletedBy }: Deletion,
): HeadgateError {
  const date =
    deletedAt === null ? "" : ` on ${toWireTime(deletedAt).slice(0, "2026-11-21".length)}`;
  const who = deletedBy === null ? "" : ` by ${deletedBy}`;
  const message = `the version ${number} of ${owner}/${name} was deleted${date}${who}`;
  return new HeadgateError("not_found", message);
}

function readNumber(text: string): number {
  const number = /^[1-9][0-9]{0,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= maxVersionNumber) return number;
  const message = `a version number is an integer from 1 to ${maxVersionNumber}`;
  throw invalidInput(["path", "number"], message);
}
