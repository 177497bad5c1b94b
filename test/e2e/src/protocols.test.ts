import { afterAll, beforeAll, describe, test } from "vitest";

import { demoOwner } from "@headgate/local";
import {
  createOpenInferenceServer,
  createTensorUpscaler,
  type OpenInferenceServer,
} from "@headgate/local/demo-backend";
import { detectBackend } from "@headgate/routing/adapters";

import { startChatServer, type ChatServer } from "./system/chat-server.ts";
import { predict, take } from "./system/client.ts";
import { createModel, versionBody } from "./system/publish.ts";
import { startSystem, type System } from "./system/start-system.ts";

let system: System;
let network: OpenInferenceServer;
let networkUrl: string;
let chat: ChatServer;

beforeAll(async () => {
  network = createOpenInferenceServer(createTensorUpscaler(2));
  [{ url: networkUrl }, chat, system] = await Promise.all([
    network.listen(0),
    startChatServer(),
    startSystem(),
  ]);
  await network.ready();
});

afterAll(async () => {
  chat.close();
  await Promise.all([system.stop(), network.close()]);
});

/** Publishes a model with one backend, which must be what the version needs. */
async function publishOn(name: string, backend: object, schemas?: object): Promise<string> {
  await createModel(system.client, name);
  const path = `/v1/models/${demoOwner}/${name}/versions`;
  await take(system.client({ path, body: versionBody(name, schemas) }));
  await take(system.client({ path: `${path}/1/backends?probe=required`, body: backend }));
  return `${demoOwner}/${name}`;
}

/** 12 by 16 pixels. */
const image = [...Array(12).keys()].map((y) =>
  [...Array(16).keys()].map((x) => [x * 16, y * 20, (x + y) * 9]),
);

/** What the server answers when it is asked without Headgate. */
async function enlargeDirectly(): Promise<unknown[]> {
  const input = { name: "image", datatype: "UINT8", shape: [12, 16, 3], data: image.flat(2) };
  const response = await fetch(`${networkUrl}/v2/models/esrgan-slim-x2/infer`, {
    method: "POST",
    body: JSON.stringify({ inputs: [input] }),
  });
  const { outputs } = (await response.json()) as { outputs: { data: unknown[] }[] };
  return outputs[0]?.data ?? [];
}

describe("a real network behind the Open Inference Protocol", () => {
  test("is published, described and predicted with as JSON, awaited or not", async ({ expect }) => {
    const settings = { model: "esrgan-slim-x2" };
    const place = { url: networkUrl, settings: JSON.stringify(settings) };
    const { description } = await detectBackend(fetch, place, "open-inference");
    const schemas = { input: description?.input, output: description?.output };
    const backend = { url: networkUrl, protocol: "open-inference", settings };
    const model = await publishOn("esrgan", backend, schemas);
    const direct = await enlargeDirectly();
    expect(direct).toHaveLength(24 * 32 * 3);
    for (const prefer of ["wait", "wait=30"]) {
      const ended = await predict(system.client, [model, { image }], { prefer });
      expect(ended).toMatchObject({ status: "succeeded", error: null });
      const { enlarged } = ended.output as { enlarged: unknown[][][] };
      expect([enlarged.length, enlarged[0]?.length]).toEqual([24, 32]);
      expect(enlarged.flat(2)).toEqual(direct);
    }
    const refused = predict(system.client, [model, { image: [[[1]]] }]);
    await expect(refused).rejects.toThrow("status 422");
  });
});

describe("an OpenAI-compatible server", () => {
  test("is found out to be one, and answers chats, awaited or not", async ({ expect }) => {
    const model = await publishOn("chat", { url: chat.url });
    const messages = [{ role: "user", content: "grün 🖼 and more" }];
    for (const prefer of ["wait", "wait=30"]) {
      const ended = await predict(system.client, [model, { messages }], { prefer });
      expect(ended).toMatchObject({
        status: "succeeded",
        output: { choices: [{ message: { role: "assistant", content: "grün 🖼 and more" } }] },
      });
    }
  });
});

describe("a server that settings describe", () => {
  test("is called as they say", async ({ expect }) => {
    const model = await publishOn("mapped", {
      url: chat.url,
      protocol: "http",
      settings: {
        path: "/v1/chat/completions",
        body: { messages: [{ role: "user", content: { $from: "/input/text" } }] },
        result: "/choices/0/message/content",
        ready: { path: "/health" },
      },
    });
    const ended = await predict(system.client, [model, { text: "hi" }], { prefer: "wait=30" });
    expect(ended).toMatchObject({ status: "succeeded", output: "hi" });
  });
});
