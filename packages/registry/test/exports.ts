import { env } from "cloudflare:workers";

import { openDatabase } from "@headgate/database";
import { type AliasLedgerEntry, type ModelWithDetails, verifyAliasLedger } from "@headgate/shared";

import {
  type Actor,
  authenticate,
  type CompilingContext,
  createOwner,
  createToken,
  createVersion,
  deactivateVersion,
  deleteVersion,
  exportModel,
  type GatedContext,
  getVersion,
  importModel,
  listAliases,
  listAliasLedger,
  listTransitions,
  listVersions,
  operator,
  patchVersion,
  promoteVersion,
  rollBackAlias,
  setAlias,
} from "../src/index.ts";
import {
  as,
  type MadeModel,
  makeActor,
  makeModel,
  makeVersion,
  next,
  versionBody,
} from "./arrange.ts";
import { image, progress, runnable, told } from "./full-version.ts";

export type Line = Record<string, unknown> & { type: string };
export type Context = CompilingContext & GatedContext;

const elsewhere = openDatabase(env.ELSEWHERE);

/** What a verb takes on the other installation. */
export function asElsewhere(actor: Actor | null): Context {
  return { ...as(actor), db: elsewhere };
}

export async function makeActorElsewhere(username = `e-${next()}`): Promise<Actor> {
  await createOwner(asElsewhere(operator), { body: { username } });
  const body = { name: "test", scopes: ["read", "predict", "write"], username };
  const { token } = await createToken(asElsewhere(operator), { body });
  const { actor } = await authenticate(asElsewhere(null), token);
  if (actor === null) throw new Error("the token that was just made is not known");
  return actor;
}

/** A model with a past: versions in several states, and aliases that moved in every way. */
export async function makePast(): Promise<{ actor: Actor; model: MadeModel }> {
  const actor = await makeActor();
  const body = {
    tags: ["b", "a"],
    features: ["sharp"],
    category_slugs: ["vision"],
    overview: "# x",
  };
  const model = await makeModel(actor, { ...body, compatibility_input: "backward" });
  const ctx = as(actor);
  const full = versionBody({ ...runnable, ...told, container_image: { ...image, ...progress } });
  await createVersion(ctx, { ...model, body: full });
  for (let count = 0; count < 4; count += 1) await makeVersion(actor, model);
  await createVersion(ctx, { ...model, body: versionBody({ version: "7.0.0-rc.1", draft: true }) });
  const version = (number: string) => ({ ...model, number, ifMatch: null });
  await patchVersion(ctx, { ...version("2"), body: { notes: "Better.", tags: ["z"] } });
  for (const number of [1, 2, 3]) {
    await setAlias(ctx, { ...model, alias: "blue", body: { version: number, reason: "next" } });
  }
  await rollBackAlias(ctx, { ...model, alias: "blue", body: {} });
  await setAlias(ctx, { ...model, alias: "green", body: { version: 5 } });
  await promoteVersion(ctx, { ...model, number: "4", body: {} });
  await deactivateVersion(ctx, { ...version("4"), body: { reason: "slow" } });
  const guarded = { version: 1, protected: true, rule: "board", reason: "chosen" };
  await setAlias(ctx, { ...model, alias: "safe", body: guarded });
  await deleteVersion(ctx, { ...version("3"), query: {} });
  return { actor, model };
}

export async function readExport(ctx: Context, model: MadeModel): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of await exportModel(ctx, model)) lines.push(line as Line);
  return JSON.parse(JSON.stringify(lines)) as Line[];
}

export function importInto(
  ctx: Context,
  lines: readonly unknown[],
  query: { owner?: string; name?: string } = {},
): Promise<ModelWithDetails> {
  async function* texts(): AsyncGenerator<string> {
    for (const line of lines) yield typeof line === "string" ? line : JSON.stringify(line);
  }
  return importModel(ctx, { query: { owner: null, name: null, ...query }, lines: texts() });
}

const query = { page_size: "50" };

export async function readLedger(ctx: Context, model: MadeModel): Promise<AliasLedgerEntry[]> {
  const { items } = await listAliasLedger(ctx, { ...model, query });
  const verified = await verifyAliasLedger(items);
  if (!verified.valid) throw new Error(`${verified.seq}: ${verified.problem}`);
  return items;
}

/** All that the model shows to its owner, but for what is of the place that it is in. */
export async function readAll(ctx: Context, model: MadeModel): Promise<object> {
  const { items: versions } = await listVersions(ctx, {
    ...model,
    query: { ...query, status: "all" },
  });
  const details: object[] = [];
  for (const { number } of versions) {
    const path = { ...model, number: String(number) };
    details.push(await getVersion(ctx, path));
    details.push(await listTransitions(ctx, { ...path, query }));
  }
  const { items: aliases } = await listAliases(ctx, { ...model, query });
  return { details, aliases, ledger: await readLedger(ctx, model) };
}
