import type { Alias, AliasLedgerEntry, Page } from "@headgate/shared";

import { makeModel, makeOwner, makeVersion, type Owner, unique } from "./arrange.ts";
import { type Answer, ask, call } from "./call.ts";

/** A model with versions 1, 2, 3 … */
export interface AliasScene {
  owner: Owner;
  token: string;
  /** Path. */
  model: string;
  /** `owner/name` */
  name: string;
}

export async function makeAliasScene(versions: number, body: object = {}): Promise<AliasScene> {
  const owner = await makeOwner();
  const model = await makeModel(owner, body);
  for (let count = 0; count < versions; count += 1) await makeVersion(owner, model);
  const name = model.replace("/v1/models/", "");
  return { owner, token: owner.token, model, name };
}

/** The same of an organization, where `token` is that of a member with the role `writer`, and `admin` that of an admin. */
export async function makeSharedScene(versions: number): Promise<AliasScene & { admin: string }> {
  const [owner, writer] = [await makeOwner(), await makeOwner()];
  const organization = unique("org");
  const { token: admin } = owner;
  await ask("POST /v1/organizations", { token: admin, body: { name: organization } });
  const member = `/v1/organizations/${organization}/members/${writer.username}`;
  await ask(`PUT ${member}`, { token: admin, body: { role: "writer" } });
  const name = unique("m");
  const body = { owner: organization, name, hardware_identifier: "cpu" };
  await ask("POST /v1/models", { token: admin, body });
  const model = `/v1/models/${organization}/${name}`;
  for (let count = 0; count < versions; count += 1) await makeVersion(owner, model);
  return { owner, token: writer.token, admin, model, name: `${organization}/${name}` };
}

interface Putting extends Pick<AliasScene, "token" | "model"> {
  headers?: Record<string, string>;
}

export function put(
  { token, model, headers = {} }: Putting,
  alias: string,
  body: object,
): Promise<Answer> {
  return call(`PUT ${model}/aliases/${alias}`, { token, body, headers });
}

export async function set(scene: AliasScene, alias: string, version: number): Promise<Alias> {
  const options = { token: scene.token, body: { version } };
  return ask(`PUT ${scene.model}/aliases/${alias}`, options);
}

/** The number of the version that the alias points at. */
export async function pointed({ token, model }: AliasScene, alias: string): Promise<number> {
  return (await ask<Alias>(`GET ${model}/aliases/${alias}`, { token })).version.number;
}

/** All of the model's ledger, read page by page. */
export async function readLedger({ token, model }: AliasScene): Promise<AliasLedgerEntry[]> {
  const entries: AliasLedgerEntry[] = [];
  let url: string | null = `${model}/alias-ledger?page_size=50`;
  while (url !== null) {
    const page: Page<AliasLedgerEntry> = await ask(`GET ${url}`, { token });
    entries.push(...page.items);
    url = page.next_url === null ? null : page.next_url.replace(/^https:\/\/[^/]+/, "");
  }
  return entries;
}

/** Each entry as `alias action from>to`. */
export function told(entries: AliasLedgerEntry[]): string[] {
  const place = (version: AliasLedgerEntry["to"]): string => String(version?.number ?? "-");
  return entries.map(
    ({ alias, action, from, to }) => `${alias} ${action} ${place(from)}>${place(to)}`,
  );
}
