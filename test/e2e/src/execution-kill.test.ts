import { describe, test } from "vitest";

import { demoOwner } from "@headgate/local";

import { getPrediction, isEnded, predict, take } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { startKillableSystem } from "./system/killable-system.ts";
import { startMuteChatServer } from "./system/mute-chat-server.ts";
import { createModel, versionBody } from "./system/publish.ts";

const messages = [{ role: "user", content: "say nothing" }];

describe("the whole runtime, killed while it waits for a backend that answers only at its end", () => {
  test(
    "sends the prediction again where it may be repeated, and else fails it with a clear word",
    { timeout: 240_000 },
    async ({ expect, onTestFinished }) => {
      const system = await startKillableSystem();
      onTestFinished(() => system.remove());
      const chat = await startMuteChatServer();
      onTestFinished(() => chat.close());
      const publishOn = async (name: string, repeatable: boolean): Promise<string> => {
        await createModel(system.client, name);
        const path = `/v1/models/${demoOwner}/${name}/versions`;
        const body = { ...versionBody(name), timeout: { run_ms: 600_000 } };
        await take(system.client({ path, body }));
        const routing = { retry: { repeatable } };
        await take(system.client({ method: "PATCH", path: `${path}/1`, body: { routing } }));
        const backend = { url: chat.url, protocol: "openai", capacity: 1 };
        await take(system.client({ path: `${path}/1/backends`, body: backend }));
        return `${demoOwner}/${name}`;
      };
      const again = await publishOn("again", true);
      const once = await publishOn("once", false);
      const repeated = await predict(system.client, [again, { messages }]);
      const single = await predict(system.client, [once, { messages }]);
      await eventually(
        () => chat.inFlight,
        (inFlight) => inFlight === 2,
      );

      await system.kill();
      await eventually(
        () => chat.inFlight,
        (inFlight) => inFlight === 0,
      );
      await system.start();

      const failed = await eventually(
        () => getPrediction(system.client, single.id),
        isEnded,
        120_000,
      );
      expect(failed).toMatchObject({ state: "failed", error: { source: "internal" } });
      await eventually(
        () => chat.started,
        (started) => started === 3,
        120_000,
      );
      expect(await getPrediction(system.client, repeated.id)).toMatchObject({ state: "running" });
      await take(system.client({ path: `/v1/predictions/${repeated.id}/cancel` }));
      await eventually(
        () => chat.inFlight,
        (inFlight) => inFlight === 0,
      );
    },
  );
});
