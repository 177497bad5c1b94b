import {
  type AliasVersion,
  findAliasState,
  findLedgerEntryAt,
  findNewestActiveAt,
} from "@headgate/database";
import {
  type Alias,
  HeadgateError,
  invalidInput,
  type PastAlias,
  readWireTime,
  toWireTime,
} from "@headgate/shared";

import { getVisibleModel, type ModelPath } from "../access/get-visible-model.ts";
import type { RegistryContext } from "../context.ts";
import { isFollowing, readAlias } from "./alias-name.ts";
import { noAlias } from "./no-alias.ts";
import { showAlias, showAliasVersion, showFollowing } from "./show-alias.ts";

/**
 * Where the alias points, or with `at` (a time of RFC 3339) where it pointed then. `latest`, and `primary` while nobody set it, are the
 * newest active version. `not_found` where it points, or pointed, at nothing.
 */
export async function getAlias(
  ctx: RegistryContext,
  input: ModelPath & { alias: string; at: string | null },
): Promise<Alias | PastAlias> {
  const model = await getVisibleModel(ctx, input);
  const alias = readAlias(input.alias);
  const now = ctx.now();
  if (input.at !== null) {
    const at = readPast(input.at, now);
    return getPastAlias(ctx, input, { modelId: model.id, alias, at });
  }
  const state = await findAliasState(ctx.db, model.id, alias);
  if (state.alias !== null) return showAlias(state.alias);
  const version = isFollowing(alias) ? await findNewestActiveAt(ctx.db, model.id, now) : null;
  if (version === null) throw noAlias(input, alias);
  return showFollowing(alias, version);
}

async function getPastAlias(
  { db }: RegistryContext,
  path: ModelPath,
  past: { modelId: string; alias: string; at: number },
): Promise<PastAlias> {
  const { modelId, alias, at } = past;
  const found = await findLedgerEntryAt(db, past);
  const time = toWireTime(at);
  const { entry, version } = found ?? { entry: null, version: null };
  if (entry !== null && version !== null && entry.action !== "follow") {
    return { ...showPast(alias, version, time), ...protectionOf(entry), revision: entry.seq };
  }
  const newest = isFollowing(alias) ? await findNewestActiveAt(db, modelId, at) : null;
  if (newest !== null) return { ...showPast(alias, newest, time), follows: "latest" };
  const message = `the alias ${alias} of ${path.owner}/${path.name} pointed at nothing at ${time}`;
  throw new HeadgateError("not_found", message);
}

function showPast(name: string, version: AliasVersion, at: string): PastAlias {
  const shown = { name, version: showAliasVersion(version), protected: false, rule: null };
  return { ...shown, follows: null, revision: null, at };
}

function protectionOf({ isProtected, rule }: { isProtected: boolean; rule: string | null }) {
  return { protected: isProtected, rule };
}

/** Epoch milliseconds; what is finer than that is cut off. `invalid_input` at `query.at`. */
function readPast(text: string, now: number): number {
  // A plus that nobody escaped arrives as a space.
  const ms = readWireTime(text.replace(" ", "+"));
  if (ms === null) {
    const message = "at must be a time of RFC 3339, such as 2026-11-21T09:30:00Z";
    throw invalidInput(["query", "at"], message);
  }
  if (ms > now) throw invalidInput(["query", "at"], "at lies in the future; leave it out for now");
  return ms;
}
