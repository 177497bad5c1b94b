import { env } from "cloudflare:workers";
import { describe, test, vi } from "vitest";

import {
  type Backend,
  createPredictionId,
  type Page,
  parsePredictionId,
  type Prediction,
  type VersionGateMethods,
} from "@headgate/shared";

import { keyOf, makeBackend, makeModel, makeOwner, makeVersion, type Owner } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { FakeBackend, succeeded } from "./fake-backend.ts";
import { expectRefusal } from "./refusals.ts";

/** A server of Cog's that runs what it takes until it is told to end it, and knows how much it ever ran at once. */
class CountingBackend extends FakeBackend {
  readonly running = new Map<string, string>();
  most = 0;

  constructor() {
    super(({ route, body }) => {
      if (route.startsWith("PUT") && body.webhook !== undefined) {
        this.running.set(body.id, body.webhook);
        this.most = Math.max(this.most, this.running.size);
      }
      return Response.json({ id: body.id, status: "starting" }, { status: 202 });
    });
  }

  /** It is free before Headgate hears of it, as a real one is. */
  async endOne(): Promise<void> {
    const [first] = this.running;
    if (first === undefined) return;
    this.running.delete(first[0]);
    await ask(`POST ${new URL(first[1]).pathname}`, { body: succeeded("done") });
  }
}

interface World {
  owner: Owner;
  version: string;
  gpus: CountingBackend[];
}

async function makeWorld(capacities: number[], changes: object = {}): Promise<World> {
  const owner = await makeOwner();
  const version = await makeVersion(owner, await makeModel(owner), changes);
  const gpus = capacities.map(() => new CountingBackend());
  for (const [index, gpu] of gpus.entries()) {
    await makeBackend(owner, version, { url: gpu.url, capacity: capacities[index] ?? 1 });
  }
  return { owner, version, gpus };
}

function reshard({ owner, version }: World, shards: number, processing: object = {}) {
  return call(`PATCH ${version}`, {
    token: owner.token,
    body: { routing: { shards }, processing },
  });
}

async function backendsOf({ owner, version }: World): Promise<Backend[]> {
  const { items } = await ask<Page<Backend>>(`GET ${version}/backends`, { token: owner.token });
  return items;
}

function shardsAmong(backends: Backend[]): number[] {
  return backends.map(({ shard }) => shard).toSorted((a, b) => a - b);
}

function predict({ owner, version }: World) {
  const body = { input: { prompt: "a boat" } };
  return call(`POST ${version}/predictions`, { token: owner.token, body });
}

async function stateOf({ owner }: World, id: string): Promise<string> {
  return (await ask<Prediction>(`GET /v1/predictions/${id}`, { token: owner.token })).state;
}

function shardOf(id: string): number | undefined {
  return parsePredictionId(id)?.shard;
}

async function gatesOf({ version }: World, count: number): Promise<VersionGateMethods[]> {
  const key = await keyOf(version);
  return Array.from(
    { length: count },
    (_, shard) => env.GATE.getByName(`v${key}-${shard}`) as unknown as VersionGateMethods,
  );
}

async function inFlight(world: World, shards: number): Promise<number> {
  const gates = await gatesOf(world, shards);
  const capacities = await Promise.all(gates.map((gate) => gate.capacity()));
  return capacities.reduce((sum, { queued, running }) => sum + queued + running, 0);
}

/** Ends what runs, and what comes after it, until nothing is left in any shard. */
async function drain(world: World, shards: number): Promise<void> {
  await vi.waitUntil(
    async () => {
      await Promise.all(world.gpus.map((gpu) => gpu.endOne()));
      return (await inFlight(world, shards)) === 0;
    },
    { timeout: 20_000, interval: 5 },
  );
}

describe("raising and lowering shards", () => {
  test("moves idle backends before the answer, and ids keep resolving", async ({ expect }) => {
    const world = await makeWorld([1, 1, 1, 1]);
    const first = (await predict(world)).body as Prediction;
    await drain(world, 1);
    expect((await reshard(world, 4)).status).toBe(200);
    const spread = await backendsOf(world);
    expect(shardsAmong(spread)).toEqual([0, 1, 2, 3]);
    expect(spread.every(({ next_shard }) => next_shard === null)).toBe(true);
    const made = await Promise.all(Array.from({ length: 16 }, () => predict(world)));
    const ids = made.map(({ body }) => (body as Prediction).id);
    expect(new Set(ids.map(shardOf)).size).toBeGreaterThan(1);
    await drain(world, 4);
    expect((await reshard(world, 1)).status).toBe(200);
    expect((await backendsOf(world)).map(({ shard }) => shard)).toEqual([0, 0, 0, 0]);
    for (const id of [first.id, ...ids]) expect(await stateOf(world, id)).toBe("succeeded");
    expect(shardOf(((await predict(world)).body as Prediction).id)).toBe(0);
  });

  test("leaves a busy backend where it is until what it runs has ended", async ({ expect }) => {
    const world = await makeWorld([1, 1]);
    await predict(world);
    await predict(world);
    await Promise.all(world.gpus.map((gpu) => gpu.request(0)));
    await reshard(world, 2);
    const moving = (await backendsOf(world)).filter(({ next_shard }) => next_shard !== null);
    expect(moving).toMatchObject([{ shard: 0, next_shard: 1 }]);
    const waiting = (await predict(world)).body as Prediction;
    expect(waiting.state).toBe("queued");
    const [one, two] = world.gpus;
    const left = moving[0]?.url === one?.url ? one : two;
    await left?.endOne();
    expect(await stateOf(world, waiting.id)).toBe("queued");
    await reshard(world, 2, { minimum_parallel_capacity: 1, maximum_parallel_capacity: 7 });
    expect(shardsAmong(await backendsOf(world))).toEqual([0, 1]);
    await drain(world, 2);
    expect(await stateOf(world, waiting.id)).toBe("succeeded");
    expect(world.gpus.map(({ most }) => most)).toEqual([1, 1]);
  });

  test("works off the queue of a shard that is given up", async ({ expect }) => {
    const world = await makeWorld([1, 1], { routing: { shards: 2 } });
    const made = await Promise.all(Array.from({ length: 20 }, () => predict(world)));
    const ids = made.map(({ body }) => (body as Prediction).id);
    expect(new Set(ids.map(shardOf))).toEqual(new Set([0, 1]));
    await reshard(world, 1);
    expect(shardsAmong(await backendsOf(world))).toEqual([0, 1]);
    const late = await Promise.all(Array.from({ length: 10 }, () => predict(world)));
    expect(new Set(late.map(({ body }) => shardOf((body as Prediction).id)))).toEqual(new Set([0]));
    await drain(world, 2);
    for (const id of ids) expect(await stateOf(world, id)).toBe("succeeded");
    expect(world.gpus.map(({ most }) => most)).toEqual([1, 1]);
  });

  test("splits the queue and the limit of a version exactly", async ({ expect }) => {
    const routing = { shards: 3, max_queued: 7 };
    const processing = { maximum_parallel_capacity: 4 };
    const world = await makeWorld([2, 2, 2], { routing, processing });
    const answers = await Promise.all(Array.from({ length: 60 }, () => predict(world)));
    expect(answers.filter(({ status }) => status === 202).length).toBeLessThanOrEqual(11);
    const gates = await gatesOf(world, 3);
    const capacities = await Promise.all(gates.map((gate) => gate.capacity()));
    expect(capacities.reduce((sum, { running }) => sum + running, 0)).toBe(4);
    for (const answer of answers.filter(({ status }) => status !== 202)) {
      expect(expectRefusal(expect, answer, "queue_full")).toBeTypeOf("string");
    }
    await drain(world, 3);
  });
});

test("what finds its shard full is tried in another", async ({ expect }) => {
  const routing = { shards: 2, when_full: "queue", max_queued: 0 };
  const world = await makeWorld([1, 1], { routing });
  const answers = [];
  for (let count = 0; count < 6; count += 1) answers.push(await predict(world));
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(2);
  expect(world.gpus.map(({ most }) => most)).toEqual([1, 1]);
});

test("an id of a shard that never was is unknown", async ({ expect }) => {
  const world = await makeWorld([1]);
  const key = await keyOf(world.version);
  const random = crypto.getRandomValues(new Uint8Array(4));
  const id = createPredictionId({ createdAt: Date.now(), versionKey: key, shard: 1, random });
  const answer = await call(`GET /v1/predictions/${id}`, { token: world.owner.token });
  expect(expectRefusal(expect, answer, "not_found")).toContain(id);
});

test(
  "fifty changes while predictions run never load a backend beyond its capacity, and lose none",
  { timeout: 90_000 },
  async ({ expect }) => {
    const world = await makeWorld([1, 2, 3, 2]);
    const { token } = world.owner;
    const backends = await backendsOf(world);
    let isOver = false;
    const ending = (async () => {
      while (!isOver) {
        await Promise.all(world.gpus.map((gpu) => gpu.endOne()));
        await scheduler.wait(2);
      }
    })();
    const changing = Array.from({ length: 50 }, async (_, at) => {
      await scheduler.wait(at * 7);
      if (at % 2 === 0) return reshard(world, 1 + ((at / 2) % 4));
      const { id } = backends[at % 4] ?? { id: "" };
      // The first one stays enabled, so that nothing is refused for want of a backend.
      const status = at % 4 === 0 || at % 3 === 0 ? "enabled" : "draining";
      return call(`PATCH ${world.version}/backends/${id}`, { token, body: { status } });
    });
    const predicting = Array.from({ length: 80 }, async (_, at) => {
      await scheduler.wait(at * 4);
      return predict(world);
    });
    const changes = await Promise.all(changing);
    const predictions = await Promise.all(predicting);
    expect(changes.map(({ status }) => status)).toEqual(changes.map(() => 200));
    expect(predictions.map(({ status }) => status)).toEqual(predictions.map(() => 202));
    for (const { id } of backends) {
      await ask(`PATCH ${world.version}/backends/${id}`, { token, body: { status: "enabled" } });
    }
    await vi.waitUntil(
      async () => {
        await reshard(world, 1, { minimum_parallel_capacity: 1 });
        return (await inFlight(world, 4)) === 0;
      },
      { timeout: 20_000, interval: 20 },
    );
    isOver = true;
    await ending;
    expect(world.gpus.map(({ most }, at) => most <= (backends[at]?.capacity ?? 0))).toEqual([
      ...[true, true, true, true],
    ]);
    for (const { body } of predictions) {
      expect(await stateOf(world, (body as Prediction).id)).toBe("succeeded");
    }
  },
);
