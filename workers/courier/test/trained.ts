import { env } from "cloudflare:workers";

import { findVersion, type VersionDetails } from "@headgate/database";
import type { Ticket } from "@headgate/shared";

import { db, type TestVersion } from "./gate.ts";

interface Place {
  versionId: string;
  modelId: string;
  owner: string;
  model: string;
  number: number;
}

/** Where a version of the tests is. */
export async function placeOf({ key }: TestVersion): Promise<Place> {
  const row = await env.DB.prepare(
    `SELECT versions.id AS versionId, model_id AS modelId, username AS owner, models.name AS model, number
     FROM versions JOIN models ON models.id = model_id JOIN owners ON owners.id = owner_id WHERE key = ?`,
  )
    .bind(key)
    .first<Place>();
  if (row === null) throw new Error(`there is no version ${key}`);
  return row;
}

/** What makes a prediction on `source` a training whose result goes to the model of `destination`. */
export async function trainingTo(
  source: TestVersion,
  destination: TestVersion,
): Promise<Partial<Ticket>> {
  const { modelId: _, ...from } = await placeOf(source);
  const { owner, model, modelId } = await placeOf(destination);
  const training = { destination: `${owner}/${model}`, modelId };
  return { ...from, task: "training", callerId: source.ownerId, training };
}

/** The version after the only one that a model of the tests has. */
export async function secondOf(destination: TestVersion): Promise<VersionDetails | null> {
  return findVersion(db, (await placeOf(destination)).modelId, 2);
}

/** How many versions the model has, and how many numbers it gave out. */
export async function countVersions(
  destination: TestVersion,
): Promise<{ versions: number; lastNumber: number }> {
  const { modelId } = await placeOf(destination);
  const row = await env.DB.prepare(
    `SELECT (SELECT count(*) FROM versions WHERE model_id = ?1) AS versions, last_number AS lastNumber
     FROM models WHERE id = ?1`,
  )
    .bind(modelId)
    .first<{ versions: number; lastNumber: number }>();
  if (row === null) throw new Error("the model is gone");
  return row;
}
