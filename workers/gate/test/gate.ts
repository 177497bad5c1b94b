import { exports } from "cloudflare:workers";

import { emptyConfig } from "@headgate/routing";
import {
  plainTerms,
  createPredictionId,
  gateName,
  type Admission,
  type GateBackend,
  type GateConfig,
  type Lease,
  type Outcome,
  type PredictionMode,
  type Ticket,
} from "@headgate/shared";

import type { VersionGate } from "../src/index.ts";

let versionKey = 0;

export type GateStub = DurableObjectStub<VersionGate>;

/** A gate of its own for each test, with one backend of capacity 2 unless told otherwise. */
export async function openGate(config: Partial<GateConfig> = {}): Promise<TestGate> {
  versionKey += 1;
  const gate = new TestGate(versionKey);
  await gate.stub.configure(configOf(config));
  return gate;
}

export function configOf(changes: Partial<GateConfig> = {}): GateConfig {
  return {
    ...emptyConfig,
    epoch: 1,
    maxParallel: null,
    maxQueued: 100,
    queueTimeoutMs: 60_000,
    runTimeoutMs: 60_000,
    retry: {
      ...{ maxAttempts: 3, initialDelayMs: 1_000, maxDelayMs: 30_000 },
      ...{ budget: 0.2, repeatable: true, onFailure: false },
    },
    backends: [backendOf("a", 2)],
    ...changes,
  };
}

export function backendOf(id: string, capacity: number): GateBackend {
  return {
    id,
    url: `https://${id}.example.com`,
    protocol: "cog",
    capacity,
    weight: 1,
    status: "enabled",
    ...{ shard: 0, settings: null, credentials: null },
  };
}

export function succeeded(output = '"done"'): Outcome {
  return {
    state: "succeeded",
    output: { inline: output },
    error: null,
    logs: "",
    predictTimeS: 1,
    setupTimeS: null,
    outputProblems: null,
  };
}

export function failed(message = "out of memory"): Outcome {
  const error = { source: "external" as const, message, detail: null };
  return { ...succeeded(), state: "failed", output: null, error };
}

export class TestGate {
  readonly name: string;
  readonly #versionKey: number;

  constructor(key: number) {
    this.#versionKey = key;
    this.name = gateName(key, 0);
  }

  /** A fresh stub: one that saw its object reset is of no more use. */
  get stub(): GateStub {
    return exports.VersionGate.getByName(this.name);
  }

  newId(createdAt = Date.now()): string {
    const random = crypto.getRandomValues(new Uint8Array(4));
    return createPredictionId({ createdAt, versionKey: this.#versionKey, shard: 0, random });
  }

  async admit(
    id: string,
    mode: PredictionMode = "detached",
    changes: Partial<Ticket> = {},
  ): Promise<Admission> {
    return await this.stub.admit({ id, configEpoch: 1, ticket: { ...ticketOf(mode), ...changes } });
  }

  /** Admits one that is leased at once. */
  async lease(mode: PredictionMode = "detached"): Promise<Lease> {
    const admission = await this.admit(this.newId(), mode);
    if (admission.outcome !== "leased") throw new Error(`not leased: ${admission.outcome}`);
    return admission.lease;
  }

  async complete(lease: Lease): Promise<Lease[]> {
    const { leases } = await this.stub.complete({
      id: lease.predictionId,
      epoch: lease.epoch,
      outcome: succeeded(),
    });
    return leases;
  }
}

export function ticketOf(mode: PredictionMode): Ticket {
  return {
    ...plainTerms,
    callerId: "caller",
    tokenId: "token",
    owner: "john",
    model: "image-upscaler",
    number: 1,
    versionId: "0".repeat(64),
    mode,
    input: { inline: '{"scale":4}' },
    webhook: null,
    createdAt: Date.now(),
  };
}
