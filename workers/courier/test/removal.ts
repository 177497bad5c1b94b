import { env } from "cloudflare:workers";

import { upsertPredictions } from "@headgate/database";
import { createPredictionId, plainTerms, type PredictionRecord } from "@headgate/shared";

import { db, type TestVersion } from "./gate.ts";

export const hourMs = 3_600_000;

/** A prediction of the version that history says ended so long ago, after two leases, with its input and output in the bucket. */
export async function endedAgo(
  { key, ownerId }: TestVersion,
  agoMs: number,
  given: Partial<PredictionRecord> = {},
): Promise<string> {
  const createdAt = Date.now() - agoMs;
  const random = crypto.getRandomValues(new Uint8Array(4));
  const id = createPredictionId({ createdAt, versionKey: key, shard: 0, random });
  const [input, output] = [`predictions/${id}/input`, `predictions/${id}/output-2`];
  for (const at of [input, output, `predictions/${id}/output-1`]) await env.PAYLOADS.put(at, '"x"');
  const record: PredictionRecord = {
    ...plainTerms,
    ...{ id, callerId: ownerId, tokenId: "t", mode: "detached", createdAt },
    ...{ owner: "o", model: "m", number: 1, versionId: "0".repeat(64) },
    input: { key: input, bytes: 3 },
    webhook: null,
    state: "failed",
    ...{ backendId: "a", epoch: 2, attempt: 2, cancelRequested: false, receipt: null },
    ...{ startedAt: createdAt, completedAt: createdAt },
    outcome: {
      state: "failed",
      output: { key: output, bytes: 3 },
      error: { source: "external", message: "no", detail: "the input was x" },
      logs: "x",
      ...{ predictTimeS: 1, setupTimeS: null },
      outputProblems: [{ location: "", message: "got x" }],
    },
    ...given,
  };
  await upsertPredictions(db, [record]);
  return id;
}

/** From now on the model of the version keeps data for so many seconds. */
export async function keepFor({ key }: TestVersion, seconds: number | null): Promise<void> {
  await env.DB.prepare(
    "UPDATE models SET data_retention_s = ?1 WHERE id = (SELECT model_id FROM versions WHERE key = ?2)",
  )
    .bind(seconds, key)
    .run();
}

/** The last parts of the keys that are left of the prediction. */
export async function objectsOf(id: string): Promise<string[]> {
  const prefix = `predictions/${id}/`;
  const { objects } = await env.PAYLOADS.list({ prefix });
  return objects.map(({ key }) => key.slice(prefix.length));
}

/** The binding, of which nothing reaches the bucket any more. */
export function lostBucket(): R2Bucket {
  return new Proxy(env.PAYLOADS, { get: () => () => Promise.reject(new Error("R2 is away")) });
}
