import { type AliasVersion, findVersionRoute } from "@headgate/database";
import {
  HeadgateError,
  invalidInput,
  parseReference,
  ReferenceSyntaxError,
} from "@headgate/shared";

import type { OwnModel } from "../access/get-own-model.ts";
import type { RegistryContext } from "../context.ts";
import { noVersion } from "../versions/find-living-version.ts";

/**
 * The active version of the model that a body names by number, semantic version or id, at the body's `key`. `invalid_input` for what is
 * none of them or not there, `conflict` for one that is not active.
 */
export async function findWantedVersion(
  { db }: RegistryContext,
  model: OwnModel["model"],
  { key, text }: { key: string; text: string },
): Promise<AliasVersion> {
  const path = { owner: model.owner.username, name: model.name };
  const loc = ["body", key];
  const route = await findVersionRoute(db, readVersion(path, loc, text));
  const version = route?.version ?? null;
  if (version === null) throw invalidInput(loc, noVersion(path, text).message);
  if (version.status === "active") return version;
  const message = `the version ${version.number} of ${path.owner}/${path.name} is ${version.status}: an alias is set to an active version`;
  throw new HeadgateError("conflict", message);
}

function readVersion(
  { owner, name }: { owner: string; name: string },
  loc: string[],
  text: string,
) {
  try {
    return parseReference(`${owner}/${name}:${text}`);
  } catch (error) {
    if (!(error instanceof ReferenceSyntaxError)) throw error;
    throw invalidInput(loc, error.message, "value_error.reference");
  }
}
