import { describe, test } from "vitest";

import type { PredictionWithIO } from "@headgate/shared";

import { getPrediction, isEnded, predict, type Client } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { startKillableSystem } from "./system/killable-system.ts";
import { sleep } from "./system/predictors.ts";
import { publish } from "./system/publish.ts";
import { receiveWebhooks, type Received } from "./system/receive-webhooks.ts";
import { startBackend } from "./system/start-backend.ts";

const kills = 3;
const perKill = 8;
const capacity = 2;

describe("the whole runtime, killed while predictions are queued and running", () => {
  test(
    "brings every prediction to one end, and tells its webhook",
    { timeout: 300_000 },
    async ({ expect, onTestFinished }) => {
      const system = await startKillableSystem();
      onTestFinished(() => system.remove());
      const backend = await startBackend(sleep, capacity);
      onTestFinished(() => backend.crash());
      // Until the last start no webhook gets through: what was tried before has lost its message with the process.
      let isListening = false;
      const sink = await receiveWebhooks(
        (response) => void response.writeHead(isListening ? 204 : 500).end(),
      );
      onTestFinished(() => sink.close());
      const model = await publish(system.client, ["sleep", backend]);

      const accepted: string[] = [];
      for (let round = 1; round <= kills; round += 1) {
        const before = backend.counters.startedIds.length;
        const creations = Array.from({ length: perKill }, () =>
          predict(system.client, [model, { ms: 300 }], { webhook: { url: sink.url } }),
        );
        // What the kill cuts off was not accepted.
        const settled = Promise.allSettled(creations);
        await eventually(
          () => backend.counters.startedIds.length - before,
          (started) => started >= 5,
        );
        await system.kill();
        for (const creation of await settled) {
          if (creation.status === "fulfilled") accepted.push(creation.value.id);
        }
        isListening = round === kills;
        await system.start();
      }
      expect(accepted.length).toBeGreaterThanOrEqual(kills * (perKill - 1));

      const ended = await Promise.all(accepted.map((id) => untilEnded(system.client, id)));
      expect(ended.map(({ state }) => state)).toEqual(ended.map(() => "succeeded"));
      const completions = (id: string): Received[] =>
        sink.received.filter(({ headers }) => headers["webhook-id"] === `msg_${id}_completed`);
      await eventually(
        () => accepted.filter((id) => completions(id).length === 0),
        (missing) => missing.length === 0,
        120_000,
      );
      for (const { id, state, output } of ended) {
        const told = completions(id).map(({ prediction }) => prediction);
        expect(told.map((prediction) => [prediction.state, prediction.output])).toEqual(
          told.map(() => [state, output]),
        );
        expect(new Set(completions(id).map(({ body }) => body)).size).toBe(1);
        expect(await getPrediction(system.client, id)).toMatchObject({ state, output });
      }
      expect(backend.counters.highestInFlight).toBeLessThanOrEqual(capacity);
    },
  );
});

function untilEnded(client: Client, id: string): Promise<PredictionWithIO> {
  return eventually(() => getPrediction(client, id), isEnded, 120_000);
}
