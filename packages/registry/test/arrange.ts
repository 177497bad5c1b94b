import { env } from "cloudflare:workers";

import { openDatabase } from "@headgate/database";
import {
  compareSchemas,
  compileSchemas,
  type Scope,
  trustPatterns,
  type VersionConfig,
} from "@headgate/shared";
import { defaultRoutingPolicy } from "@headgate/shared/backends";

import {
  type Actor,
  authenticate,
  createModel,
  createOwner,
  createToken,
  createVersion,
  deleteVersion,
  type DeleteVersionQuery,
  findVersionConfig,
  type GatedContext,
  getOwnVersionKey,
  importSealingKey,
  operator,
  type ProbingContext,
  type VersionPath,
} from "../src/index.ts";

export const db = openDatabase(env.DB);

const start = Date.UTC(2026, 10, 21);
let calls = 0;

/** Different at every call, and larger than the last: the names and times in a test come from it. */
export function next(): number {
  calls += 1;
  return calls;
}

/** What a verb takes when `actor` calls; null: nobody does. Its clock goes a second further at every look. */
export function as(actor: Actor | null): ProbingContext & GatedContext {
  return {
    db,
    actor,
    requestId: "request",
    now: () => start + next() * 1000,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    compileSchemas: async (schemas) => compileSchemas(schemas, trustPatterns),
    compareSchemas: async (changes) =>
      changes.map(({ before, after, direction }) => compareSchemas(before, after, direction)),
    countInFlight: async () => 0,
    detectBackend: async () => ({ description: null }),
    sealingKey: () => importSealingKey("the secret of the tests"),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    urlPolicy: { allowPrivate: false, ownHosts: ["headgate.example"] },
  };
}

export async function makeToken(username: string, scopes: Scope[]): Promise<string> {
  return (await createToken(as(operator), { body: { name: "test", scopes, username } })).token;
}

/** An owner's token, on an owner made for it unless one is named. */
export async function makeActor(
  scopes: Scope[] = ["read", "predict", "write"],
  username?: string,
): Promise<Actor> {
  const name =
    username ?? (await createOwner(as(operator), { body: { username: `o-${next()}` } })).username;
  const { actor } = await authenticate(as(null), await makeToken(name, scopes));
  if (actor === null) throw new Error("the token that was just made is not known");
  return actor;
}

export interface MadeModel {
  owner: string;
  name: string;
}

export async function makeModel(actor: Actor, body: object = {}): Promise<MadeModel> {
  const name = `m-${next()}`;
  await createModel(as(actor), { body: { name, hardware_identifier: "cpu", ...body } });
  return { owner: actor.username, name };
}

export const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

/** What the gates of the version are told. */
export async function configOf(actor: Actor | null, path: VersionPath): Promise<VersionConfig> {
  const { versionKey } = await getOwnVersionKey(as(actor), path, "write");
  const config = await findVersionConfig(db, versionKey);
  if (config === null) throw new Error("the version is gone");
  return config;
}

/** What is given as undefined is left out. */
export function versionBody(given: object = {}): object {
  const body = {
    release_notes: "First.",
    container_image_digest: digest,
    schemas: {
      prediction: {
        input: { type: "object", properties: { image: { type: "string", format: "uri" } } },
        output: { type: "string" },
      },
    },
    ...given,
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

/** What a version says of which nothing was said. */
export const unsaid = {
  container_image: {
    ...{ registry: null, repository: null, tag: null, digest },
    ...{ size_bytes: null, upload_percentage: null, load_percentage: null },
    ...{ media_type: null, platforms: null },
  },
  requirement: { gpu_units: null, cpu_amount: null, memory_amount: null, accelerator: null },
  timeout: { status_ms: null, run_ms: null },
  ...{ inputs: [], outputs: [], entry_points: {}, runtime_environment: {}, weights: [] },
  lineage: null,
  ...{ tags: [], visibility: null, statistics: [], metadata: {} },
  processing: { minimum_parallel_capacity: null, maximum_parallel_capacity: null },
  routing: defaultRoutingPolicy,
  ...{ sample_input: null, sample_output: null, training_sample_input: null },
  ...{ long_description: null, technical_details: null, performance_summary: null },
  ...{ license: null, notes: null, source_type: null, load_status: null, run_status: null },
};

export async function makeVersion(actor: Actor, model: MadeModel): Promise<string> {
  return String((await createVersion(as(actor), { ...model, body: versionBody() })).number);
}

export async function removeVersion(
  actor: Actor | null,
  path: MadeModel & { number: string },
  query: DeleteVersionQuery = {},
): Promise<void> {
  await deleteVersion(as(actor), { ...path, ifMatch: null, query });
}

/** How many rows there are in the table. */
export async function countRows(table: string): Promise<number> {
  const row = await env.DB.prepare(`SELECT count(*) AS count FROM ${table}`).first<{
    count: number;
  }>();
  return row?.count ?? 0;
}
