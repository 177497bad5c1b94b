import { type Database, saveTraining } from "@headgate/database";
import { finishTraining, type SucceededTraining } from "@headgate/registry";
import { parseJson, type PayloadStore } from "@headgate/routing";
import type { PredictionRecord } from "@headgate/shared";

import { log } from "./log.ts";

interface History {
  db: Database;
  payloads: PayloadStore;
}

/**
 * Makes the versions of trainings that have succeeded, each once however often it is called, and gives the records with what came of it.
 * What throws has not been acknowledged to its gate, and comes again.
 */
export async function finishTrainings(
  history: History,
  records: PredictionRecord[],
): Promise<PredictionRecord[]> {
  return Promise.all(
    records.map(async (record) => (isSucceeded(record) ? finish(history, record) : record)),
  );
}

function isSucceeded(record: PredictionRecord): record is SucceededTraining {
  return record.training !== null && record.state === "succeeded";
}

async function finish(
  { db, payloads }: History,
  record: SucceededTraining,
): Promise<PredictionRecord> {
  const kept = record.outcome?.output ?? null;
  const output = kept === null ? null : parseJson((await payloads.read(kept)) ?? "null");
  const training = await finishTraining({ db }, record, output);
  await saveTraining(db, { id: record.id, training });
  const { version = null, problem = null } = training;
  log("training.finished", { predictionId: record.id, version, problem });
  return { ...record, training };
}
