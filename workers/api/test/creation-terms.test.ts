import { describe, test } from "vitest";

import type { Prediction, PredictionWithIO } from "@headgate/shared";

import { capacityOf, gateOf } from "./arrange.ts";
import { ask, call } from "./call.ts";
import { expectRefusal, placesOf } from "./refusals.ts";
import { makeVersionWith, type Running } from "./scene.ts";
import { textLike } from "./shapes.ts";

const input = { prompt: "a boat" };

async function create(
  { version, token }: Running,
  { headers = {}, ...body }: { headers?: Record<string, string> } & Record<string, unknown> = {},
): Promise<PredictionWithIO> {
  return ask(`POST ${version}/predictions`, { token, headers, body: { input, ...body } });
}

async function setCost({ version, token }: Running, cost: string): Promise<void> {
  await ask(`PATCH ${version}`, { token, body: { routing: { cost } } });
}

describe("the terms of a prediction", () => {
  test("are shown, and kept by its gate", async ({ expect }) => {
    const running = await makeVersionWith();
    const made = await create(running, { priority: 0, headers: { "cancel-after": "1h" } });
    expect(made).toMatchObject({ priority: 0, cost: 1 });
    const lifeMs = Date.parse(made.deadline ?? "") - Date.parse(made.created_at);
    expect(lifeMs).toBe(3_600_000);
    const [record] = await (await gateOf(running.version)).read([made.id]);
    expect(record).toMatchObject({ priority: 0, deadlineAt: Date.parse(made.deadline ?? "") });
    expect(record?.tokenId).not.toBe("");
  });

  test("are the usual ones where the caller says nothing", async ({ expect }) => {
    const made = await create(await makeVersionWith());
    expect(made).toMatchObject({ priority: 1, cost: 1, deadline: null, output_problems: null });
  });

  test.for([
    [{ priority: 3 }, ["body", "priority"]],
    [{ priority: "high" }, ["body", "priority"]],
    [{ headers: { "cancel-after": "soon" } }, ["header", "cancel-after"]],
    [{ headers: { "cancel-after": "1s" } }, ["header", "cancel-after"]],
    [{ webhook: { url: "https://a.example", events: [] } }, ["body", "webhook", "events"]],
    [{ webhook: { url: "https://a.example", events: ["end"] } }, ["body", "webhook", "events", 0]],
  ] as const)("%j is refused and leaves nothing behind", async ([asked, place], { expect }) => {
    const { version, token } = await makeVersionWith();
    const { headers, ...body } = { headers: {}, ...asked };
    const options = { token, headers, body: { input, ...body } };
    const answer = await call(`POST ${version}/predictions`, options);
    expect(placesOf(expectRefusal(expect, answer, "invalid_input"))).toEqual([place]);
    expect(await capacityOf(version)).toMatchObject({ running: 0, queued: 0 });
  });

  test("name the events that its webhook is told of", async ({ expect }) => {
    const running = await makeVersionWith();
    const webhook = { url: "https://receiver.example/hook", events: ["completed"] };
    const { id } = await create(running, { webhook });
    const [record] = await (await gateOf(running.version)).read([id]);
    expect(record?.webhook).toMatchObject({ events: ["completed"] });
  });
});

describe("the trace of a prediction", () => {
  test("is the caller's, and goes on to the backend", async ({ expect }) => {
    const running = await makeVersionWith();
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const traceparent = `00-${trace}-b7ad6b7169203331-01`;
    await create(running, { headers: { traceparent } });
    const seen = await running.gpu.request(0);
    expect(seen.traceparent).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    expect(seen.traceparent).not.toBe(traceparent);
  });

  test("begins with it where the caller has none", async ({ expect }) => {
    const running = await makeVersionWith();
    await create(running);
    const seen = await running.gpu.request(0);
    expect(seen.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });
});

describe("the cost of a prediction", () => {
  test("follows from its input, defaults filled in", async ({ expect }) => {
    const running = await makeVersionWith();
    await setCost(running, "input.scale * 3 / 4");
    expect(await create(running)).toMatchObject({ cost: 3 });
    const doubled = await create(running, { input: { ...input, scale: 2 } });
    expect(doubled).toMatchObject({ cost: 2 });
  });

  test("that an input does not have is refused, naming the expression", async ({ expect }) => {
    const running = await makeVersionWith();
    await setCost(running, "input.steps * 2");
    const { version, token } = running;
    const answer = await call(`POST ${version}/predictions`, { token, body: { input } });
    expect(expectRefusal(expect, answer, "invalid_input")).toMatchObject([
      {
        loc: ["body", "input"],
        type: "value_error.cost",
        msg: textLike(expect, /`input\.steps \* 2`.*No such key: steps.*routing\.cost/),
      },
    ]);
    const list = await ask<{ items: Prediction[] }>("GET /v1/predictions", { token });
    expect(list.items).toEqual([]);
  });
});
