import { env } from "cloudflare:workers";

import {
  createPredictionId,
  flatSchemaForm,
  type Outcome,
  plainTerms,
  type PredictionRecord,
  versionStatuses,
} from "@headgate/shared";

import {
  type AuditEntry,
  deleteModel,
  insertModel,
  insertOwner,
  insertVersion,
  type ModelList,
  type NewVersion,
  openDatabase,
  type OwnerRow,
  transitionVersion,
  type WantedVersion,
  type VersionList,
  type Viewer,
} from "../src/index.ts";

export const db = openDatabase(env.DB);

const start = Date.UTC(2026, 10, 21);
let calls = 0;

/** Different at every call, and later than the last: names and times of what a test makes come from it. */
export function next(): number {
  calls += 1;
  return calls;
}

export function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** What the audit log is told of a change that a test makes; in the namespace of an owner who does not exist. */
export function audit(given: Partial<AuditEntry> = {}): AuditEntry {
  return {
    at: start + next(),
    actorId: "actor",
    actorName: "actor",
    tokenId: "token",
    requestId: null,
    action: "model.update",
    ownerId: "nobody",
    targetKind: "model",
    target: "nobody/model",
    details: {},
    ...given,
  };
}

export async function makeOwner(username = `owner-${next()}`): Promise<OwnerRow> {
  const owner = {
    id: crypto.randomUUID(),
    username,
    name: null,
    bio: null,
    location: null,
    company: null,
    avatarUrl: null,
    urls: null,
    webhookSecret: `whsec_${username}`,
    createdAt: start + next(),
    updatedAt: null,
  };
  await insertOwner(db, owner, audit());
  const unset = { deletedAt: null, previousWebhookSecret: null, previousWebhookSecretUntil: null };
  return { ...owner, ...unset, kind: "user" };
}

export interface MadeModel {
  id: string;
  name: string;
  owner: OwnerRow;
}

export async function makeModel(
  given: {
    owner?: OwnerRow;
    name?: string;
    categorySlugs?: string[];
    tags?: string[];
    isPublic?: boolean;
  } = {},
): Promise<MadeModel> {
  const owner = given.owner ?? (await makeOwner());
  const model = { id: crypto.randomUUID(), name: given.name ?? `model-${next()}`, owner };
  await insertModel(
    db,
    {
      id: model.id,
      ownerId: owner.id,
      name: model.name,
      visibility: given.isPublic === true ? "public" : "private",
      description: null,
      overview: null,
      sourceUrl: null,
      licenseUrl: null,
      paperUrl: null,
      hardwareIdentifier: "cpu",
      categorySlugs: given.categorySlugs ?? [],
      tags: given.tags ?? [],
      createdAt: start + next(),
    },
    audit(),
  );
  return model;
}

/** Takes the model and its versions away. False: it was gone. */
export async function removeModel(id: string): Promise<boolean> {
  const given = { deletedBy: "somebody", deletedAt: 1, withVersions: true, force: true };
  return (await deleteModel(db, { id, ...given }, audit())) === "deleted";
}

export interface MadeVersion {
  key: number;
  number: number;
  semver: string;
  id: string;
}

export function newVersion({
  modelId,
  id,
  wanted,
}: Pick<NewVersion, "id" | "modelId" | "wanted">): NewVersion {
  return {
    ...{ modelId, id, wanted, status: "active" as const, createdBy: "somebody" },
    audit: audit({ action: "version.create", targetKind: "version" }),
    containerImageDigest: `sha256:${"a".repeat(64)}`,
    schemas: { prediction: { input: { type: "object" }, output: true } },
    compiled: {
      form: flatSchemaForm,
      schemas: [
        { task: "prediction", direction: "input", flat: { type: "object" } },
        { task: "prediction", direction: "output", flat: true },
      ],
    },
    releaseNotes: "First.",
    ...{ content: {}, card: {}, tags: [], visibility: null },
    ...{ minimumParallelCapacity: null, maximumParallelCapacity: null, routing: {} },
    createdAt: start + next(),
    succession: null,
  };
}

export async function makeVersion(
  modelId: string,
  id = randomHex(32),
  wanted: WantedVersion = { bump: "minor" },
): Promise<MadeVersion> {
  const made = await insertVersion(db, newVersion({ modelId, id, wanted }));
  if (made === null) throw new Error(`there is no model ${modelId}`);
  return { ...made, id };
}

/** False: it was deleted already. */
export function removeVersion(key: number, at = 1): Promise<boolean> {
  const deletion = { from: "active", to: "deleted", revision: 1, reason: null } as const;
  const told = { actorId: "somebody", at, audit: audit(), withdrawal: null };
  return transitionVersion(db, { key, ...deletion, ...told });
}

/** A list of models with all that the owner may see, but for what is given. */
export function modelList(owner: HasId, given: GivenList<ModelList> = {}): ModelList {
  const { filter, ...rest } = given;
  return {
    ...{ viewer: ownViewer(owner), sort: "created_at", direction: "asc", ...rest },
    filter: { ...unfiltered, categorySlugs: [], ownerId: owner.id, ...filter },
  };
}

/** A list of versions with all that the owner may see, but for what is given. */
export function versionList(owner: HasId, given: GivenList<VersionList> = {}): VersionList {
  const { filter, ...rest } = given;
  return {
    ...{ viewer: ownViewer(owner), sort: "created_at", direction: "desc", ...rest },
    filter: { ...unfiltered, statuses: livingStatuses, ownerId: owner.id, ...filter },
  };
}

const livingStatuses = versionStatuses.filter((status) => status !== "deleted");

type HasId = Pick<OwnerRow, "id">;

export type GivenList<List extends ModelList | VersionList> = Partial<Omit<List, "filter">> & {
  filter?: Partial<List["filter"]>;
};

const unfiltered = { tags: [], text: null, createdAfter: null, createdBefore: null };

function ownViewer({ id }: HasId): Viewer {
  return { reads: [id], writes: [id] };
}

export const succeeded: Outcome = {
  state: "succeeded",
  output: { inline: '"done"' },
  error: null,
  logs: "one\ntwo",
  predictTimeS: 1.5,
  setupTimeS: null,
  outputProblems: null,
};

/** A queued prediction on the version, with what is given instead. */
export function record(
  versionKey: number,
  given: Partial<PredictionRecord> = {},
): PredictionRecord {
  const createdAt = given.createdAt ?? start + next();
  const random = crypto.getRandomValues(new Uint8Array(4));
  return {
    id: createPredictionId({ createdAt, versionKey, shard: 0, random }),
    ...plainTerms,
    callerId: "caller",
    tokenId: "token",
    owner: "owner",
    model: "model",
    number: 1,
    versionId: "0".repeat(64),
    mode: "detached",
    input: { inline: '{"prompt":"hi"}' },
    webhook: null,
    createdAt,
    state: "queued",
    backendId: null,
    epoch: 0,
    attempt: 0,
    cancelRequested: false,
    startedAt: null,
    completedAt: null,
    outcome: null,
    receipt: null,
    ...given,
  };
}
