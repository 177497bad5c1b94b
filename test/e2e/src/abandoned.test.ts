import { setTimeout as pause } from "node:timers/promises";

import { afterAll, beforeAll, describe, test } from "vitest";

import { demoOwner } from "@headgate/local";
import type { PredictionWithIO } from "@headgate/shared";

import { getPrediction, isEnded, predict, take } from "./system/client.ts";
import { eventually } from "./system/eventually.ts";
import { predictAndHangUp } from "./system/hang-up.ts";
import { startMuteChatServer, type MuteChatServer } from "./system/mute-chat-server.ts";
import { sleep } from "./system/predictors.ts";
import { createModel, publish, versionBody } from "./system/publish.ts";
import { readGates } from "./system/read-gate.ts";
import { startBackend, type TestBackend } from "./system/start-backend.ts";
import { startSystem, type System } from "./system/start-system.ts";

const callers = 500;
const capacity = 10;
/** So many callers come at once. */
const crowd = 50;
const longestStayMs = 1_200;
/** A direct lease lasts 30 s where nobody renews it. */
const leaseMs = 45_000;

let system: System;
let cog: TestBackend;
let chat: MuteChatServer;

const messages = [{ role: "user", content: "say nothing" }];
const sleepModel = `${demoOwner}/sleep`;
const chatModel = `${demoOwner}/mute`;

beforeAll(async () => {
  [system, cog, chat] = await Promise.all([
    startSystem(),
    startBackend(sleep, capacity),
    startMuteChatServer(),
  ]);
  await publish(system.client, ["sleep", cog]);
  await createModel(system.client, "mute");
  const path = `/v1/models/${chatModel}/versions`;
  const timeout = { run_ms: 600_000 };
  await take(system.client({ path, body: { ...versionBody("mute"), timeout } }));
  const body = { url: chat.url, protocol: "openai", capacity };
  await take(system.client({ path: `${path}/1/backends`, body }));
});

afterAll(async () => {
  chat.close();
  await Promise.all([system.stop(), cog.crash()]);
});

/** Stays for a while of its own, and leaves without a word. */
async function comeAndGo(index: number): Promise<void> {
  const caller = { url: system.runtime.url, token: system.token };
  const asked: [string, unknown] =
    index % 2 === 0 ? [sleepModel, { ms: 120_000 }] : [chatModel, { messages }];
  const hangUp = await predictAndHangUp(caller, asked);
  await pause(Math.random() * longestStayMs);
  hangUp();
}

function countLive(): number {
  const live = new Set(["queued", "running"]);
  return readGates(system.stateFolder).filter(({ state }) => live.has(state)).length;
}

describe("callers who hang up", () => {
  test(`leave, all ${callers} of them, no lease and no backend at work`, async ({ expect }) => {
    for (let first = 0; first < callers; first += crowd) {
      const coming = Array.from({ length: crowd }, (_, index) => comeAndGo(first + index));
      await Promise.all(coming);
    }
    const isIdle = (): boolean => cog.counters.inFlight === 0 && chat.inFlight === 0;
    await eventually(isIdle, Boolean, leaseMs);
    await eventually(countLive, (live) => live === 0, leaseMs);
    expect(cog.counters.startedIds.length).toBeGreaterThan(0);
    expect(chat.started).toBeGreaterThan(0);
    const after = await predict(system.client, [sleepModel, { ms: 1 }], { prefer: "wait=20" });
    expect(after.status).toBe("succeeded");
  }, 180_000);
});

describe("a detached prediction on a backend that answers only at its end", () => {
  test("is stopped there when it is canceled, waiting or running", async ({ expect }) => {
    const made = await Promise.all(
      Array.from({ length: capacity + 5 }, () => predict(system.client, [chatModel, { messages }])),
    );
    await eventually(
      () => chat.inFlight,
      (inFlight) => inFlight === capacity,
    );
    await Promise.all(
      made.map(({ id }) => take(system.client({ path: `/v1/predictions/${id}/cancel` }))),
    );
    await eventually(
      () => chat.inFlight,
      (inFlight) => inFlight === 0,
    );
    for (const { id } of made) {
      const ended = await eventually(
        (): Promise<PredictionWithIO> => getPrediction(system.client, id),
        isEnded,
      );
      expect(ended.state).toBe("canceled");
    }
  }, 60_000);

  test("is given up at the deadline that its caller set", async ({ expect }) => {
    const path = `/v1/models/${chatModel}/predictions`;
    const headers = { "cancel-after": "5s" };
    const call = system.client({ path, headers, body: { input: { messages } } });
    const { id } = await take<PredictionWithIO>(call);
    await eventually(
      () => chat.inFlight,
      (inFlight) => inFlight === 1,
    );
    const ended = await eventually(() => getPrediction(system.client, id), isEnded);
    expect(ended.state).toBe("expired");
    await eventually(
      () => chat.inFlight,
      (inFlight) => inFlight === 0,
    );
  }, 60_000);
});
