import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import type { Prediction } from "@headgate/shared";

import { makeBackend, makeModel, makeOwner, makeVersion } from "./arrange.ts";
import { callWith } from "./call.ts";
import { FakeBackend, succeeded } from "./fake-backend.ts";

/** What the Worker asks of gates and sends to history's queue. */
class Meter {
  readonly gateCalls: string[] = [];
  /** One tells of many predictions: it may be another's that tells of this one, too. */
  messages = 0;

  get bindings(): Partial<Env> {
    const getByName = (name: string): object =>
      new Proxy(env.GATE.getByName(name), {
        get:
          (stub, method) =>
          (...args: unknown[]) => {
            this.gateCalls.push(String(method));
            const ask: unknown = Reflect.get(stub, method);
            if (typeof ask !== "function") throw new Error(`a gate has no ${String(method)}`);
            return Reflect.apply(ask as (...given: unknown[]) => unknown, stub, args);
          },
      });
    const send = async (message: unknown): Promise<QueueSendResponse> => {
      this.messages += 1;
      return env.EVENTS.send(message);
    };
    return { GATE: { getByName }, EVENTS: { send } } as unknown as Partial<Env>;
  }
}

async function makeTarget(): Promise<{ token: string; version: string; gpu: FakeBackend }> {
  const owner = await makeOwner();
  const version = await makeVersion(owner, await makeModel(owner));
  const gpu = new FakeBackend(({ body }) =>
    body.webhook === undefined
      ? Response.json(succeeded("done"))
      : Response.json({ id: body.id, status: "starting" }, { status: 202 }),
  );
  await makeBackend(owner, version, { url: gpu.url, capacity: 10 });
  return { token: owner.token, version, gpu };
}

const body = { input: { prompt: "a boat" } };

describe("what a prediction costs", () => {
  test("detached: three calls of its gate, two messages at most", async ({ expect }) => {
    const { token, version, gpu } = await makeTarget();
    const meter = new Meter();
    const bindings = meter.bindings;
    // A gate that has never predicted is told its backends first.
    await callWith(bindings, `POST ${version}/predictions`, { token, body });
    meter.gateCalls.length = 0;
    meter.messages = 0;
    const made = await callWith(bindings, `POST ${version}/predictions`, { token, body });
    const { id } = made.body as Prediction;
    const { webhook = "" } = gpu.requests.find(({ body: sent }) => sent.id === id)?.body ?? {};
    await callWith(bindings, `POST ${new URL(webhook).pathname}`, { body: succeeded("done") });
    const ofPrediction = meter.gateCalls.filter((method) => method !== "read");
    expect(ofPrediction).toEqual(["admit", "dispatched", "complete"]);
    expect(meter.messages).toBeLessThanOrEqual(2);
  });

  test("direct: two calls, and one message at most", async ({ expect }) => {
    const { token, version } = await makeTarget();
    const meter = new Meter();
    const bindings = meter.bindings;
    const options = { token, body, headers: { prefer: "wait" } };
    await callWith(bindings, `POST ${version}/predictions`, options);
    meter.gateCalls.length = 0;
    meter.messages = 0;
    await callWith(bindings, `POST ${version}/predictions`, options);
    expect(meter.gateCalls).toEqual(["admit", "complete"]);
    expect(meter.messages).toBeLessThanOrEqual(1);
  });
});
