import {
  findFlatSchema,
  findModelById,
  findOwner,
  findVersionById,
  insertVersion,
  isRepeatedInsert,
  type ModelDetails,
  type NewVersion,
  type VersionDetails,
} from "@headgate/database";
import { flatSchemaForm, type PredictionRecord, type TrainingTerms } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { toHex } from "../random-id.ts";
import { emptyCard } from "../versions/merge-card.ts";
import { mayStillWrite } from "./may-still-write.ts";
import { trainedContent } from "./trained-content.ts";

type Context = Pick<RegistryContext, "db">;

/** A training that has succeeded, and is to make a version. */
export type SucceededTraining = PredictionRecord & { training: TrainingTerms };

/**
 * Makes a draft of the destination of what a training put out: the version that was trained, with other weights. Doing it again makes no
 * second one: the version's id follows from the training's. Gives what came of it, to be kept with the training; throws where nobody knows.
 */
export async function finishTraining(
  ctx: Context,
  training: SucceededTraining,
  output: unknown,
): Promise<TrainingTerms> {
  const { destination, modelId } = training.training;
  const terms = { destination, modelId };
  const id = await versionIdOf(training.id);
  const made = await findVersionById(ctx.db, id);
  if (made !== null) return { ...terms, version: made.number };
  const model = await findModelById(ctx.db, modelId);
  if (model === null) return { ...terms, problem: `${destination} was deleted meanwhile` };
  const { callerId } = training;
  if (!(await mayStillWrite(ctx, { callerId, ownerId: model.owner.id }))) {
    const problem = `whoever made the training may not change ${destination} any more`;
    return { ...terms, problem };
  }
  const version = await prepare(ctx, { id, model, training, output });
  const number = await insert(ctx, version);
  if (number !== null) return { ...terms, version: number };
  return { ...terms, problem: `${destination} was deleted meanwhile, or is out of versions` };
}

/** Null: the model has no place for it. */
async function insert({ db }: Context, version: NewVersion): Promise<number | null> {
  try {
    return (await insertVersion(db, version))?.number ?? null;
  } catch (error) {
    // Somebody else was faster.
    const made = isRepeatedInsert(error) ? await findVersionById(db, version.id) : null;
    if (made === null) throw error;
    return made.number;
  }
}

interface Trained {
  id: string;
  model: ModelDetails;
  training: SucceededTraining;
  output: unknown;
}

async function prepare(
  ctx: Context,
  { id, model, training, output }: Trained,
): Promise<NewVersion> {
  const { db } = ctx;
  const source = await findVersionById(db, training.versionId);
  if (source === null) throw new Error(`no version has the id ${training.versionId}`);
  const status = "draft";
  const from = `${training.owner}/${training.model}:${training.number}`;
  const createdAt = training.completedAt ?? training.createdAt;
  return {
    ...emptyCard,
    ...{ id, modelId: model.id, status, createdAt, createdBy: training.callerId },
    wanted: { bump: "minor" },
    succession: null,
    containerImageDigest: source.containerImageDigest,
    schemas: source.schemas,
    content: trainedContent(source.content, training, output),
    compiled: await findCompiled(ctx, source),
    releaseNotes: `Trained from ${from}.`,
    reason: `made by the training ${training.id}`,
    audit: {
      ...{ at: createdAt, actorId: training.callerId, tokenId: training.tokenId, requestId: null },
      actorName: (await findOwner(db, training.callerId))?.username ?? training.callerId,
      ...{ action: "version.create", ownerId: model.owner.id, targetKind: "version" },
      target: `${model.owner.username}/${model.name}`,
      details: { status, training: training.id },
    },
  };
}

const places = (["prediction", "training"] as const).flatMap((task) =>
  (["input", "output"] as const).map((direction) => ({ task, direction })),
);

/** The schemas are the same: so is what was made of them. What is missing is made when it is needed. */
async function findCompiled(
  { db }: Context,
  { key }: VersionDetails,
): Promise<NewVersion["compiled"]> {
  const found = await Promise.all(
    places.map(async (place) => ({ place, flat: await findFlatSchema(db, key, place) })),
  );
  const schemas = found.flatMap(({ place, flat }) =>
    flat?.form === flatSchemaForm ? [{ ...place, flat: flat.schema }] : [],
  );
  return { form: flatSchemaForm, schemas };
}

async function versionIdOf(trainingId: string): Promise<string> {
  const text = new TextEncoder().encode(`headgate training ${trainingId}`);
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", text)));
}
