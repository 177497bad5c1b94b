import { type AliasRow, findEarlierPlace, listEarlierPlaces } from "@headgate/database";
import { HeadgateError, type RolledBackAlias } from "@headgate/shared";

import { getOwnModel, type OwnModel } from "../access/get-own-model.ts";
import type { RegistryContext } from "../context.ts";
import { rollBackAliasBody } from "./alias-bodies.ts";
import { readMovableAlias } from "./alias-name.ts";
import { changeAlias, type WantedAlias } from "./change-alias.ts";
import { findWantedVersion } from "./find-wanted-version.ts";
import { checkProtection } from "./may-move-protected.ts";
import { noAlias } from "./no-alias.ts";
import { checkPrecondition, noPrecondition } from "./precondition.ts";
import type { AliasPath } from "./set-alias.ts";
import { showAlias, showAliasVersion } from "./show-alias.ts";

/** Where an alias goes back to. */
interface Place extends Pick<WantedAlias, "version" | "restores"> {
  /** What it would have gone back to, were it active. */
  skipped: RolledBackAlias["skipped"];
}

/**
 * Points the alias at the version that it pointed at before, or at `to`, which it once pointed at. Once more goes further back. What is
 * not active any more is skipped, and told. A removed alias comes back. `conflict` where there is nothing to go back to.
 */
export async function rollBackAlias(
  ctx: RegistryContext,
  input: AliasPath & { body: unknown },
): Promise<RolledBackAlias> {
  const own = { ...(await getOwnModel(ctx, input, "write")), alias: readMovableAlias(input.alias) };
  const { alias } = own;
  const { reason = null, to } = rollBackAliasBody.parse(input.body);
  let skipped: Place["skipped"] = [];
  const { after } = await changeAlias(ctx, own, async ({ alias: before, head }) => {
    checkPrecondition(input.precondition ?? noPrecondition, {
      alias,
      revision: before?.revision ?? null,
    });
    if (head === null) throw noAlias(input, alias);
    const place =
      to === undefined
        ? await findLastPlace(ctx, own, before)
        : await findNamedPlace(ctx, own, String(to));
    if (place.version?.key === before?.version.key) return null;
    const { isProtected = false, rule = null } = before ?? {};
    if (isProtected) checkProtection(own, { alias, rule, reason });
    const { version, restores } = place;
    skipped = place.skipped;
    return { action: "rollback", version, restores, isProtected, rule, reason };
  });
  if (after === null) throw new Error("an alias that was rolled back is there");
  return { ...showAlias(after), skipped };
}

async function findLastPlace(
  { db }: RegistryContext,
  { model, alias }: OwnModel & { alias: string },
  before: AliasRow | null,
): Promise<Place> {
  const places = await listEarlierPlaces(db, model.id, alias);
  const others = places.filter(({ key }) => key !== before?.version.key);
  const index = others.findIndex(({ status }) => status === "active");
  const place = others[index];
  const skipped = others.slice(0, place === undefined ? undefined : index).map(showAliasVersion);
  if (place !== undefined) return { version: place, restores: place.seq, skipped };
  const gone = skipped.map(({ number, status }) => `version ${number} is ${status}`).join(", ");
  const message = `the alias ${alias} has no active version to go back to${gone === "" ? "" : `: ${gone}`}`;
  throw new HeadgateError("conflict", message);
}

async function findNamedPlace(
  ctx: RegistryContext,
  { model, alias }: OwnModel & { alias: string },
  text: string,
): Promise<Place> {
  const version = await findWantedVersion(ctx, model, { key: "to", text });
  const past = { modelId: model.id, alias, versionId: version.id };
  const place = await findEarlierPlace(ctx.db, past);
  if (place !== null) return { version, restores: place.seq, skipped: [] };
  const message = `the alias ${alias} never pointed at version ${version.number}; set it with PUT to go there`;
  throw new HeadgateError("conflict", message);
}
