import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { findPrediction, upsertPredictions } from "@headgate/database";

import { removeOldData } from "../src/remove-old-data.ts";
import { db, TestVersion } from "./gate.ts";
import { endedAgo, hourMs, keepFor, lostBucket, objectsOf } from "./removal.ts";

async function isRemoved(id: string): Promise<boolean> {
  return (await findPrediction(db, id))?.dataRemovedAt !== undefined;
}

describe("data of predictions", () => {
  test("goes when its model's time is over, and the record stays", async ({ expect }) => {
    const version = await TestVersion.create();
    await keepFor(version, 3600);
    const [old, young] = [await endedAgo(version, hourMs + 1), await endedAgo(version, hourMs / 2)];
    const before = await findPrediction(db, old);
    await removeOldData(env);
    const removed = await findPrediction(db, old);
    expect(removed).toEqual({
      ...before,
      input: { inline: "null" },
      dataRemovedAt: removed?.dataRemovedAt,
      outcome: {
        ...before?.outcome,
        ...{ output: null, logs: "", outputProblems: null },
        error: { source: "external", message: "no", detail: null },
      },
    });
    expect(Math.abs(Date.now() - (removed?.dataRemovedAt ?? 0))).toBeLessThan(10_000);
    expect(await objectsOf(old)).toEqual([]);
    expect(await isRemoved(young)).toBe(false);
    expect(await objectsOf(young)).toHaveLength(3);
  });

  test("stays where the model keeps it, where the prediction goes on, and in other models", async ({
    expect,
  }) => {
    const [keeps, other, short] = [
      await TestVersion.create(),
      await TestVersion.create(),
      await TestVersion.create(),
    ];
    await keepFor(other, 7200);
    await keepFor(short, 60);
    const running = { state: "running", completedAt: null, outcome: null } as const;
    const ids = [
      await endedAgo(keeps, 1000 * hourMs),
      await endedAgo(other, hourMs),
      await endedAgo(short, 1000 * hourMs, running),
    ];
    await removeOldData(env);
    for (const id of ids)
      expect([await isRemoved(id), await objectsOf(id)]).toEqual([
        false,
        ["input", "output-1", "output-2"],
      ]);
  });

  test("goes however many they are, and once", async ({ expect }) => {
    const version = await TestVersion.create();
    const ids = await Promise.all(Array.from({ length: 320 }, () => endedAgo(version, 2 * hourMs)));
    await keepFor(version, 3600);
    await Promise.all([removeOldData(env), removeOldData(env)]);
    const [first = ""] = ids;
    const at = (await findPrediction(db, first))?.dataRemovedAt;
    for (const id of ids) expect(await isRemoved(id)).toBe(true);
    expect(
      (await env.PAYLOADS.list({ prefix: "predictions/" })).objects.filter(({ key }) =>
        ids.some((id) => key.includes(id)),
      ),
    ).toEqual([]);
    await removeOldData(env);
    expect((await findPrediction(db, first))?.dataRemovedAt).toBe(at);
  });

  test("is not said to be gone while its objects may be there", async ({ expect }) => {
    const version = await TestVersion.create();
    await keepFor(version, 3600);
    const id = await endedAgo(version, 2 * hourMs);
    await expect(removeOldData({ ...env, PAYLOADS: lostBucket() })).rejects.toThrow("R2 is away");
    expect(await isRemoved(id)).toBe(false);
    await removeOldData(env);
    expect(await isRemoved(id)).toBe(true);
  });

  test("does not come back with an event that is late", async ({ expect }) => {
    const version = await TestVersion.create();
    await keepFor(version, 3600);
    const id = await endedAgo(version, 2 * hourMs);
    await removeOldData(env);
    const removed = await findPrediction(db, id);
    if (removed === null) throw new Error("it is there");
    const { dataRemovedAt: _, ...late } = { ...removed, input: { inline: '"x"' } };
    await upsertPredictions(db, [late]);
    expect(await findPrediction(db, id)).toEqual(removed);
  });
});
