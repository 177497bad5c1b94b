import { describe, test } from "vitest";

import { upsertPredictions } from "@headgate/database";
import { plainTerms, createPredictionId, type PredictionRecord } from "@headgate/shared";

import { deleteModel, getModel, getVersion, resolveVersion } from "../src/index.ts";
import { as, db, makeActor, makeModel, makeVersion } from "./arrange.ts";
import { refusal } from "./refusals.ts";

/** History of a prediction that waits for a backend. */
async function startPrediction(actor: Parameters<typeof as>[0], reference: string): Promise<void> {
  const { key, ...version } = await resolveVersion(as(actor), { reference });
  const createdAt = Date.UTC(2026, 10, 21);
  const random = crypto.getRandomValues(new Uint8Array(4));
  const record: PredictionRecord = {
    ...{ id: createPredictionId({ createdAt, versionKey: key, shard: 0, random }), createdAt },
    ...{ callerId: version.ownerId, owner: version.owner, model: version.model },
    ...{ number: version.number, versionId: version.id, mode: "detached", state: "queued" },
    ...{ ...plainTerms, tokenId: "t", receipt: null },
    ...{ input: { inline: "{}" }, webhook: null, outcome: null, backendId: null, epoch: 0 },
    ...{ attempt: 0, cancelRequested: false, startedAt: null, completedAt: null },
  };
  await upsertPredictions(db, [record]);
}

describe("deleting a model", () => {
  test("takes its versions along, and leaves its name free but not its numbers", async ({
    expect,
  }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    const number = await makeVersion(actor, model);
    await deleteModel(as(actor), { ...model, query: { with_versions: "true" } });
    for (const call of [
      getModel(as(actor), model),
      getVersion(as(actor), { ...model, number }),
      deleteModel(as(actor), model),
    ]) {
      await expect(call).rejects.toMatchObject(refusal("not_found"));
    }
    await makeModel(actor, { name: model.name });
    expect((await getModel(as(actor), model)).latest_version).toBeNull();
    expect(await makeVersion(actor, model)).toBe("2");
  });
});

describe("deleting a model is refused", () => {
  test("while it has versions, unless they are to go too", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    await makeVersion(actor, model);
    await makeVersion(actor, model);
    const kept = deleteModel(as(actor), { ...model, query: { with_versions: "false" } });
    await expect(kept).rejects.toMatchObject({
      code: "conflict",
      message: `${model.owner}/${model.name} has 2 versions; repeat with ?with_versions=true to delete them too`,
    });
    expect(await getVersion(as(actor), { ...model, number: "2" })).toMatchObject({ number: 2 });
  });

  test("while predictions are in flight, unless it is forced", async ({ expect }) => {
    const actor = await makeActor();
    const model = await makeModel(actor);
    const number = await makeVersion(actor, model);
    const reference = `${model.owner}/${model.name}:${number}`;
    await startPrediction(actor, reference);
    const query = { with_versions: "true" };
    const kept = deleteModel(as(actor), { ...model, query });
    await expect(kept).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/ has 1 prediction in flight; .*force=true/) as unknown,
    });
    await deleteModel(as(actor), { ...model, query: { ...query, force: "true" } });
    await expect(getModel(as(actor), model)).rejects.toMatchObject(refusal("not_found"));
  });

  for (const name of ["with_versions", "force"]) {
    test(`for a ${name} that is neither true nor false`, async ({ expect }) => {
      const actor = await makeActor();
      const model = await makeModel(actor);
      const kept = deleteModel(as(actor), { ...model, query: { [name]: "yes" } });
      await expect(kept).rejects.toMatchObject(refusal("invalid_input", ["query", name]));
      expect(await getModel(as(actor), model)).toMatchObject({ name: model.name });
    });
  }
});
