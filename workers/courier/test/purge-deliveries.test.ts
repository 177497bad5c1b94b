import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { endDelivery, findDelivery } from "@headgate/database";
import { createPredictionId } from "@headgate/shared";

import { purgeDeliveries } from "../src/webhooks/purge-deliveries.ts";
import { makeDelivery, makeOwnerId } from "./deliveries.ts";
import { db } from "./gate.ts";
import { held } from "./queues.ts";

const dayMs = 24 * 60 * 60 * 1000;

describe("webhooks that were sent long ago", () => {
  async function make(ownerId: string, daysAgo: number, index = 0): Promise<string> {
    const predictionId = createPredictionId({
      createdAt: Date.now() - daysAgo * dayMs + index,
      versionKey: 1,
      shard: 0,
      random: crypto.getRandomValues(new Uint8Array(4)),
    });
    const key = `webhooks/msg_${predictionId}_completed`;
    const isLarge = index === 0;
    if (isLarge) await env.PAYLOADS.put(key, "{}");
    const body = isLarge ? { key, bytes: 70_000 } : { inline: "{}" };
    return makeDelivery({ ownerId, predictionId, body });
  }

  test("are deleted with what they told, however many they are", async ({ expect }) => {
    const ownerId = await makeOwnerId();
    const old = await Promise.all(Array.from({ length: 510 }, (_, at) => make(ownerId, 31, at)));
    const [young, waiting] = [await make(ownerId, 29), await make(ownerId, 40)];
    for (const id of [...old, young]) await endDelivery(db, { id, error: "gone", at: 1 });
    await purgeDeliveries(held().env);
    const found = await Promise.all(old.map((id) => findDelivery(db, id)));
    expect(found.filter((row) => row !== null)).toEqual([]);
    expect(await env.PAYLOADS.head(`webhooks/${old[0]}`)).toBeNull();
    expect(await findDelivery(db, young)).not.toBeNull();
    expect(await env.PAYLOADS.head(`webhooks/${young}`)).not.toBeNull();
    expect(await findDelivery(db, waiting)).not.toBeNull();
  });
});
