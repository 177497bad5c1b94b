import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { createPredictionId } from "@headgate/shared";

import { sweepPayloads } from "../src/sweep-payloads.ts";
import { TestVersion } from "./gate.ts";
import { endedAgo, hourMs, lostBucket, objectsOf } from "./removal.ts";

/** An input that was stored so long ago, for a prediction that nobody admitted. */
async function strayInput({ key }: TestVersion, agoMs: number): Promise<string> {
  const random = crypto.getRandomValues(new Uint8Array(4));
  const createdAt = Date.now() - agoMs;
  const id = createPredictionId({ createdAt, versionKey: key, shard: 0, random });
  await env.PAYLOADS.put(`predictions/${id}/input`, '"x"');
  return id;
}

/** The next sweep looks at everything. */
async function startAnew(): Promise<void> {
  await env.DB.prepare("DELETE FROM sweep_cursors").run();
}

describe("the sweep through inputs and outputs", () => {
  test("deletes what nobody refers to, once it is a day old", async ({ expect }) => {
    await startAnew();
    const version = await TestVersion.create();
    const [old, young] = [
      await strayInput(version, 25 * hourMs),
      await strayInput(version, hourMs),
    ];
    const ended = await endedAgo(version, 26 * hourMs);
    const going = { state: "running", completedAt: null, outcome: null } as const;
    const running = await endedAgo(version, 26 * hourMs, going);
    await sweepPayloads(env);
    expect(await objectsOf(old)).toEqual([]);
    expect(await objectsOf(young)).toEqual(["input"]);
    expect(await objectsOf(ended)).toEqual(["input", "output-2"]);
    expect(await objectsOf(running)).toEqual(["input", "output-1", "output-2"]);
  });

  test("leaves what a gate has of which history was never told", async ({ expect }) => {
    await startAnew();
    const version = await TestVersion.create();
    const { id } = await version.admit();
    await env.PAYLOADS.put(`predictions/${id}/input`, '"x"');
    // Its key is a day old at once: the clock is not the sweep's to turn.
    const aged = await strayInput(version, 25 * hourMs);
    const gates = new Proxy(env.GATE, {
      get(target, name): unknown {
        const method: unknown = Reflect.get(target, name);
        if (name !== "getByName") return method;
        return () => ({ read: async (ids: string[]) => ids.map((known) => ({ id: known })) });
      },
    });
    await sweepPayloads({ ...env, GATE: gates });
    expect(await objectsOf(aged)).toEqual(["input"]);
    expect(await objectsOf(id)).toEqual(["input"]);
  });

  test("looks at each key once, and goes on where it stopped", async ({ expect }) => {
    await startAnew();
    const version = await TestVersion.create();
    const first = await strayInput(version, 30 * hourMs);
    await sweepPayloads(env);
    expect(await objectsOf(first)).toEqual([]);
    const behind = await strayInput(version, 31 * hourMs);
    const ahead = await strayInput(version, 25 * hourMs);
    await sweepPayloads(env);
    expect(await objectsOf(behind)).toEqual(["input"]);
    expect(await objectsOf(ahead)).toEqual([]);
  });

  test("does not go on past what it could not delete", async ({ expect }) => {
    await startAnew();
    const version = await TestVersion.create();
    const id = await strayInput(version, 25 * hourMs);
    const lost = lostBucket();
    const half = new Proxy(env.PAYLOADS, {
      get: (target, name): unknown =>
        name === "list" ? target.list.bind(target) : Reflect.get(lost, name),
    });
    await expect(sweepPayloads({ ...env, PAYLOADS: half })).rejects.toThrow("R2 is away");
    await sweepPayloads(env);
    expect(await objectsOf(id)).toEqual([]);
  });

  test("goes through more than one page", async ({ expect }) => {
    await startAnew();
    const version = await TestVersion.create();
    const ids = await Promise.all(
      Array.from({ length: 1010 }, (_, index) => strayInput(version, 26 * hourMs + index)),
    );
    await sweepPayloads(env);
    const { objects } = await env.PAYLOADS.list({ prefix: "predictions/" });
    expect(objects.filter(({ key }) => ids.some((id) => key.includes(id)))).toEqual([]);
  });
});
