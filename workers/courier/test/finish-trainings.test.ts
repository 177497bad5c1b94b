import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { findDelivery, findFlatSchema, findPrediction } from "@headgate/database";
import { dyingD1 } from "@headgate/database/dying-d1";

import { db, TestVersion } from "./gate.ts";
import { held, sendEvents } from "./queues.ts";
import { countVersions, placeOf, secondOf, trainingTo } from "./trained.ts";
import { WatchedGates } from "./watched-gates.ts";

const weights = [{ name: "lora", digest: `sha256:${"b".repeat(64)}`, size_bytes: 9 }];

/** A version, which is trained; and another model of the same owner's, which is to get a version. */
async function makePair(): Promise<{ source: TestVersion; destination: TestVersion }> {
  const [source, destination] = [await TestVersion.create(), await TestVersion.create()];
  await env.DB.prepare("UPDATE models SET owner_id = ?1 WHERE id = ?2")
    .bind(source.ownerId, (await placeOf(destination)).modelId)
    .run();
  return { source, destination };
}

async function trainingOf(id: string) {
  return (await findPrediction(db, id))?.training;
}

describe("a training that has succeeded", { timeout: 60_000 }, () => {
  test("makes a draft of its destination: the same, with other weights", async ({ expect }) => {
    const { source, destination } = await makePair();
    const terms = await trainingTo(source, destination);
    const output = { inline: JSON.stringify({ weights, version: "later" }) };
    const id = await source.end(terms, { output });
    expect(await sendEvents([id], held().env)).toEqual([null]);
    const [from, made] = [await placeOf(source), await secondOf(destination)];
    expect(made).toMatchObject({
      ...{ number: 2, semver: "0.2.0", status: "draft", schemas: { prediction: {} } },
      containerImageDigest: `sha256:${"a".repeat(64)}`,
      releaseNotes: `Trained from ${from.owner}/${from.model}:1.`,
      content: {
        weights,
        lineage: {
          ...{ training_id: id, source: `${from.owner}/${from.model}:1` },
          ...{ source_id: from.versionId, weights_url: null },
        },
      },
    });
    expect(await trainingOf(id)).toEqual({ ...terms.training, version: 2 });
    const place = { task: "prediction", direction: "input" } as const;
    expect(await findFlatSchema(db, made?.key ?? 0, place)).toMatchObject({
      schema: { type: "object" },
    });
    const { results } = await env.DB.prepare(
      "SELECT from_status, to_status, actor_id, reason FROM version_transitions WHERE version_key = ?",
    )
      .bind(made?.key ?? 0)
      .all();
    expect(results).toEqual([
      {
        ...{ from_status: null, to_status: "draft", actor_id: source.ownerId },
        reason: `made by the training ${id}`,
      },
    ]);
    const audit = await env.DB.prepare(
      "SELECT action, target, actor_id FROM audit_log ORDER BY rowid DESC LIMIT 1",
    ).first();
    const to = await placeOf(destination);
    expect(audit).toEqual({
      ...{ action: "version.create", target: `${to.owner}/${to.model}:2` },
      actor_id: source.ownerId,
    });
  });

  test.for([
    [
      "a URL, which is told with where it comes from",
      { weights: "https://w.example/1.tar" },
      "https://w.example/1.tar",
    ],
    ["something else, which is left", { weights: [{ name: "no digest" }] }, null],
    ["no URL that anybody follows", { weights: "javascript:alert(1)" }, null],
    ["nothing", null, null],
    ["no object", "done", null],
  ] as const)(
    "keeps the weights of its source where its output says %s",
    async ([, output, url], { expect }) => {
      const { source, destination } = await makePair();
      const terms = await trainingTo(source, destination);
      const id = await source.end(terms, { output: { inline: JSON.stringify(output) } });
      expect(await sendEvents([id], held().env)).toEqual([null]);
      const content = (await secondOf(destination))?.content;
      expect(content?.weights).toBeUndefined();
      expect(content?.lineage).toMatchObject({ training_id: id, weights_url: url });
    },
  );

  test("makes one version however often it is told, by however many", async ({ expect }) => {
    const { source, destination } = await makePair();
    const id = await source.end(await trainingTo(source, destination));
    const gates = new WatchedGates();
    gates.lost.add("acknowledge");
    const { env: given } = held({ GATE: gates.namespace });
    await Promise.all(Array.from({ length: 20 }, () => sendEvents([id], given)));
    expect(await sendEvents([id, id], held().env)).toEqual([null, null]);
    expect(await countVersions(destination)).toEqual({ versions: 2, lastNumber: 2 });
    expect(await trainingOf(id)).toMatchObject({ version: 2 });
  });

  test.for([false, true])(
    "makes one version wherever its Worker dies, the last write done: %s",
    async (isDone, { expect }) => {
      let at = 0;
      for (let isThrough = false; !isThrough;) {
        at += 1;
        const { source, destination } = await makePair();
        const webhook = { url: "https://receiver.example/", secret: "s".repeat(20), events: [] };
        const id = await source.end({ ...(await trainingTo(source, destination)), webhook });
        const { d1, trips } = dyingD1(env.DB, { at, isDone });
        const gates = new WatchedGates();
        await sendEvents([id], held({ DB: d1, GATE: gates.namespace }).env);
        isThrough = trips() < at;
        if (!isThrough) expect(gates.acknowledged, `dead at ${at}`).toEqual([]);
        expect(await sendEvents([id], held().env), `dead at ${at}`).toEqual([null]);
        expect(await countVersions(destination), `dead at ${at}`).toEqual({
          ...{ versions: 2, lastNumber: 2 },
        });
        expect(await trainingOf(id), `dead at ${at}`).toMatchObject({ version: 2 });
      }
      expect(at).toBeGreaterThan(8);
    },
  );

  test("tells its webhook which version it made", async ({ expect }) => {
    const { source, destination } = await makePair();
    const webhook = {
      url: "https://receiver.example/",
      secret: null,
      events: ["completed" as const],
    };
    const terms = await trainingTo(source, destination);
    const id = await source.end({ ...terms, webhook });
    await sendEvents([id], held().env);
    const delivery = await findDelivery(db, `msg_${id}_completed`);
    expect(JSON.stringify(delivery?.body)).toContain(
      `created_version\\":\\"${terms.training?.destination}:2\\"`,
    );
  });
});

describe("a training makes no version, and says why,", () => {
  test("where its destination was deleted meanwhile", async ({ expect }) => {
    const { source, destination } = await makePair();
    const id = await source.end(await trainingTo(source, destination));
    await env.DB.prepare("UPDATE models SET deleted_at = 1 WHERE id = ?")
      .bind((await placeOf(destination)).modelId)
      .run();
    expect(await sendEvents([id], held().env)).toEqual([null]);
    const { problem, version } = (await trainingOf(id)) ?? {};
    expect(problem).toContain("was deleted meanwhile");
    expect(version).toBeUndefined();
  });

  test("where whoever made it may not change the destination any more", async ({ expect }) => {
    const [source, destination] = [await TestVersion.create(), await TestVersion.create()];
    const id = await source.end(await trainingTo(source, destination));
    expect(await sendEvents([id], held().env)).toEqual([null]);
    expect((await trainingOf(id))?.problem).toContain("may not change");
    expect(await secondOf(destination)).toBeNull();
  });

  test.for(["failed", "canceled"] as const)("where it has %s", async (state, { expect }) => {
    const { source, destination } = await makePair();
    const terms = await trainingTo(source, destination);
    const id = await source.end(terms, { state, output: null });
    expect(await sendEvents([id], held().env)).toEqual([null]);
    expect(await secondOf(destination)).toBeNull();
    expect(await trainingOf(id)).toEqual(terms.training);
  });

  test("where it has no destination", async ({ expect }) => {
    const { source } = await makePair();
    const { training: _, ...terms } = await trainingTo(source, source);
    const id = await source.end({ ...terms, training: null });
    expect(await sendEvents([id], held().env)).toEqual([null]);
    expect(await secondOf(source)).toBeNull();
  });
});
