import { env } from "cloudflare:workers";

import {
  type AuditEntry,
  insertModel,
  insertOwner,
  insertVersion,
  openDatabase,
} from "@headgate/database";
import { emptyConfig, openVersionGate, type GateStub } from "@headgate/routing";
import {
  plainTerms,
  createPredictionId,
  flatSchemaForm,
  type GateBackend,
  type GateConfig,
  type Lease,
  type Outcome,
  type Ticket,
} from "@headgate/shared";

export const db = openDatabase(env.DB);
export const webhookSecret = `whsec_${btoa("the default secret of the owner!")}`;

let calls = 0;

const succeeded: Outcome = {
  state: "succeeded",
  output: { inline: '"done"' },
  error: null,
  logs: "one\ntwo",
  predictTimeS: 1.5,
  setupTimeS: null,
  outputProblems: null,
};

/** A version of its own for each test, with its gate and one backend of the capacity. */
export class TestVersion {
  readonly key: number;
  readonly ownerId: string;

  private constructor(key: number, ownerId: string) {
    this.key = key;
    this.ownerId = ownerId;
  }

  static async create(
    backend: Partial<GateBackend> = {},
    config: Partial<GateConfig> = {},
  ): Promise<TestVersion> {
    calls += 1;
    const ownerId = crypto.randomUUID();
    const key = await insertRows(ownerId, `name-${calls}`);
    const version = new TestVersion(key, ownerId);
    await version.gate.configure({
      ...emptyConfig,
      epoch: 1,
      maxParallel: null,
      maxQueued: 100,
      queueTimeoutMs: 60_000,
      runTimeoutMs: 60_000,
      ...config,
      backends: [
        {
          id: "a",
          url: "https://gpu.example",
          protocol: "cog",
          capacity: 100,
          weight: 1,
          status: "enabled",
          ...{ shard: 0, settings: null, credentials: null },
          ...backend,
        },
      ],
    });
    return version;
  }

  /** A fresh stub: one that has thrown is of no more use. */
  get gate(): GateStub {
    return openVersionGate(env.GATE, this.key, 0);
  }

  newId(): string {
    const random = crypto.getRandomValues(new Uint8Array(4));
    return createPredictionId({ createdAt: Date.now(), versionKey: this.key, shard: 0, random });
  }

  /** Admits a prediction; null: it is queued. */
  async admit(given: Partial<Ticket> = {}): Promise<{ id: string; lease: Lease | null }> {
    const id = this.newId();
    const ticket: Ticket = {
      ...plainTerms,
      callerId: this.ownerId,
      tokenId: "token",
      owner: "john",
      model: "image-upscaler",
      number: 30,
      versionId: "0".repeat(64),
      mode: "detached",
      input: { inline: '{"scale":4}' },
      webhook: null,
      createdAt: Date.now(),
      ...given,
    };
    const admission = await this.gate.admit({ id, configEpoch: 1, ticket });
    return { id, lease: admission.outcome === "leased" ? admission.lease : null };
  }

  async lease(given: Partial<Ticket> = {}): Promise<Lease> {
    const { lease } = await this.admit(given);
    if (lease === null) throw new Error("the prediction was not leased");
    return lease;
  }

  /** A prediction that has ended; gives its id. */
  async end(given: Partial<Ticket> = {}, outcome: Partial<Outcome> = {}): Promise<string> {
    const { predictionId: id, epoch } = await this.lease(given);
    await this.gate.complete({ id, epoch, outcome: { ...succeeded, ...outcome } });
    return id;
  }
}

/** The audit log is not what is tested here. */
export const audit: AuditEntry = {
  ...{ at: 1, actorId: "a", actorName: "a", tokenId: "t", requestId: null, ownerId: "o" },
  ...{ action: "model.create", targetKind: "model", target: "o/m", details: {} },
};

async function insertRows(ownerId: string, name: string): Promise<number> {
  await insertOwner(
    db,
    {
      id: ownerId,
      username: name,
      name: null,
      bio: null,
      location: null,
      company: null,
      avatarUrl: null,
      urls: null,
      webhookSecret,
      createdAt: calls,
      updatedAt: null,
    },
    audit,
  );
  const modelId = crypto.randomUUID();
  await insertModel(
    db,
    {
      id: modelId,
      ownerId,
      name,
      visibility: "private",
      description: null,
      overview: null,
      sourceUrl: null,
      licenseUrl: null,
      paperUrl: null,
      hardwareIdentifier: "cpu",
      categorySlugs: [],
      createdAt: calls,
    },
    audit,
  );
  const version = await insertVersion(db, {
    modelId,
    id: crypto.randomUUID().replaceAll("-", "").repeat(2),
    containerImageDigest: `sha256:${"a".repeat(64)}`,
    schemas: { prediction: { input: { type: "object" }, output: true } },
    ...{ wanted: { bump: "minor" }, status: "active", createdBy: ownerId, audit },
    releaseNotes: "First.",
    succession: null,
    ...{ content: {}, card: {}, tags: [], visibility: null },
    ...{ minimumParallelCapacity: null, maximumParallelCapacity: null, routing: {} },
    createdAt: calls,
    compiled: {
      form: flatSchemaForm,
      schemas: [
        { task: "prediction", direction: "input", flat: { type: "object" } },
        { task: "prediction", direction: "output", flat: true },
      ],
    },
  });
  if (version === null) throw new Error("the model that was just made is not there");
  return version.key;
}
