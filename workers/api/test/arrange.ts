import { env } from "cloudflare:workers";

import { openDatabase } from "@headgate/database";
import { createOwner, createToken, operator, type RegistryContext } from "@headgate/registry";
import type {
  Backend,
  GateCapacity,
  Scope,
  VersionGateMethods,
  VersionWithDetails,
} from "@headgate/shared";

import { ask } from "./call.ts";

let made = 0;

/** Different at every call, in every file. */
export function unique(prefix: string): string {
  made += 1;
  return `${prefix}-${crypto.randomUUID().slice(0, 8)}-${made}`;
}

const asOperator: RegistryContext = {
  db: openDatabase(env.DB),
  actor: operator,
  requestId: null,
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  urlPolicy: { allowPrivate: false, ownHosts: [] },
};

export interface Owner {
  username: string;
  /** May read, predict and write. */
  token: string;
}

/** Owners and tokens are made by whoever has the database at hand. */
export async function makeOwner(): Promise<Owner> {
  const { username } = await createOwner(asOperator, { body: { username: unique("o") } });
  return { username, token: await makeToken(username, ["read", "predict", "write"]) };
}

export async function makeToken(username: string, scopes: Scope[]): Promise<string> {
  const body = { name: "test", scopes, username };
  return (await createToken(asOperator, { body })).token;
}

export async function makeModel(owner: Owner, body: object = {}): Promise<string> {
  const name = unique("m");
  await ask("POST /v1/models", {
    token: owner.token,
    body: { name, hardware_identifier: "cpu", ...body },
  });
  return `/v1/models/${owner.username}/${name}`;
}

export const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

const inputSchema = {
  type: "object",
  required: ["prompt"],
  additionalProperties: false,
  properties: { prompt: { type: "string" }, scale: { type: "integer", default: 4 } },
};

export function versionBody(changes: object = {}): object {
  return {
    release_notes: "First.",
    container_image_digest: digest,
    schemas: { prediction: { input: inputSchema, output: {} } },
    ...changes,
  };
}

/** The path of a version of the model at `model`. */
export async function makeVersion(
  owner: Owner,
  model: string,
  changes: object = {},
): Promise<string> {
  const options = { token: owner.token, body: versionBody(changes) };
  const { number } = await ask<VersionWithDetails>(`POST ${model}/versions`, options);
  return `${model}/versions/${number}`;
}

export async function makeBackend(
  owner: Owner,
  version: string,
  body: { url: string; capacity?: number },
): Promise<Backend> {
  return ask(`POST ${version}/backends`, { token: owner.token, body });
}

/** How many rows there are in the table. */
export async function countRows(table: string): Promise<number> {
  const row = await env.DB.prepare(`SELECT count(*) AS count FROM ${table}`).first<{
    count: number;
  }>();
  return row?.count ?? 0;
}

/** The key of the version at `version`. */
export async function keyOf(version: string): Promise<number> {
  const [owner, name, , number] = version.replace("/v1/models/", "").split("/");
  const row = await env.DB.prepare(
    `SELECT versions.key FROM versions JOIN models ON models.id = versions.model_id
      JOIN owners ON owners.id = models.owner_id
      WHERE owners.username = ? AND models.name = ? AND versions.number = ?`,
  )
    .bind(owner, name, Number(number))
    .first<{ key: number }>();
  if (row === null) throw new Error(`there is no version ${version}`);
  return row.key;
}

/** The gate of the version at `version`, as the runtime has it. */
export async function gateOf(version: string): Promise<VersionGateMethods> {
  return env.GATE.getByName(`v${await keyOf(version)}-0`) as unknown as VersionGateMethods;
}

export async function capacityOf(version: string): Promise<GateCapacity> {
  return (await gateOf(version)).capacity();
}
