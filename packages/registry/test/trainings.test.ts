import { test } from "vitest";

import { createPredictionId, plainTerms } from "@headgate/shared";

import {
  finishTraining,
  getDestination,
  getVersion,
  type SucceededTraining,
} from "../src/index.ts";
import { as, db, makeActor, makeModel, makeVersion } from "./arrange.ts";
import { asElsewhere, importInto, makeActorElsewhere, readExport } from "./exports.ts";

test("a version that a training made is exported and imported with its lineage", async ({
  expect,
}) => {
  const actor = await makeActor();
  const model = await makeModel(actor);
  const source = await getVersion(as(actor), { ...model, number: await makeVersion(actor, model) });
  const destination = `${model.owner}/${model.name}`;
  const training = await getDestination(as(actor), { destination });
  const createdAt = Date.UTC(2026, 10, 21);
  const id = createPredictionId({ createdAt, versionKey: 1, shard: 0, random: new Uint8Array(4) });
  const record: SucceededTraining = {
    ...plainTerms,
    ...{ id, createdAt, callerId: actor.ownerId, tokenId: actor.tokenId, mode: "detached" },
    ...{ owner: model.owner, model: model.name, number: source.number, versionId: source.id },
    ...{ task: "training", training, input: { inline: "{}" }, webhook: null },
    ...{ state: "succeeded", backendId: "b", epoch: 1, attempt: 1, cancelRequested: false },
    ...{ startedAt: createdAt, completedAt: createdAt + 1, outcome: null, receipt: null },
  };
  const output = { weights: "https://weights.example/1.tar" };
  expect(await finishTraining({ db }, record, output)).toEqual({ ...training, version: 2 });
  expect(await finishTraining({ db }, record, output)).toEqual({ ...training, version: 2 });
  const made = await getVersion(as(actor), { ...model, number: "2" });
  const lineage = {
    ...{ training_id: id, source: `${destination}:1`, source_id: source.id },
    weights_url: output.weights,
  };
  expect(made).toMatchObject({ status: "draft", schemas: source.schemas, lineage });
  const importer = await makeActorElsewhere();
  await importInto(asElsewhere(importer), await readExport(as(actor), model));
  const there = { owner: importer.username, name: model.name, number: "2" };
  expect(await getVersion(asElsewhere(importer), there)).toEqual(made);
});
