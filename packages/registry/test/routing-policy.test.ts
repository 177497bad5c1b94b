import { describe, test } from "vitest";

import { defaultRoutingPolicy } from "@headgate/shared/backends";

import { createVersion, getVersion, patchVersion } from "../src/index.ts";
import { as, configOf, makeActor, makeModel, versionBody } from "./arrange.ts";
import { refusal } from "./refusals.ts";

async function make(routing?: object) {
  const actor = await makeActor();
  const model = await makeModel(actor);
  const body = versionBody({ routing });
  const { number, routing: shown } = await createVersion(as(actor), { ...model, body });
  const path = { ...model, number: String(number) };
  const patch = (changes: object, ifMatch: string | null = null) =>
    patchVersion(as(actor), { ...path, ifMatch, body: { routing: changes } });
  return { actor, path, shown, patch };
}

describe("a routing policy", () => {
  test("is the default for what was not said", async ({ expect }) => {
    expect((await make()).shown).toEqual(defaultRoutingPolicy);
    const { shown } = await make({ when_full: "reject", retry: { max_attempts: 1 } });
    const retry = { ...defaultRoutingPolicy.retry, max_attempts: 1 };
    expect(shown).toEqual({ ...defaultRoutingPolicy, when_full: "reject", retry });
  });

  test("changes in what a PATCH names, and its gates are told", async ({ expect }) => {
    const { actor, path, patch } = await make({ max_queued: 5 });
    const { version, changesGate } = await patch({
      ...{ when_full: "reject", queue_timeout_s: 7, cost: "input.n * 2.0", output_check: "fail" },
      retry: { initial_delay_s: 0.5, repeatable: false },
    });
    expect(changesGate).toBe(true);
    const { routing } = version;
    expect(routing).toMatchObject({ max_queued: 5, cost: "input.n * 2.0", output_check: "fail" });
    expect(routing.retry).toEqual({
      ...defaultRoutingPolicy.retry,
      ...{ initial_delay_s: 0.5, repeatable: false },
    });
    expect((await configOf(actor, path)).whole).toMatchObject({
      ...{ epoch: 2, whenFull: "reject", maxQueued: 5, queueTimeoutMs: 7_000 },
      retry: { maxAttempts: 3, initialDelayMs: 500, maxDelayMs: 30_000, repeatable: false },
    });
    expect((await patch({ cost: null })).version.routing.cost).toBeNull();
    expect((await getVersion(as(actor), path)).routing).toEqual({ ...routing, cost: null });
  });

  test("that stays as it was raises no epoch", async ({ expect }) => {
    const { actor, path, patch } = await make({ max_queued: 5 });
    expect((await patch({ max_queued: 5 })).changesGate).toBe(false);
    expect((await configOf(actor, path)).whole.epoch).toBe(1);
  });

  test("is part of the card: its revision is what a PATCH may ask for", async ({ expect }) => {
    const { patch } = await make();
    await patch({ max_queued: 1 }, '"1"');
    const late = patch({ max_queued: 2 }, '"1"');
    await expect(late).rejects.toMatchObject(refusal("precondition_failed"));
  });

  test.for([
    ["cost", { cost: "input.n *" }, ["cost"]],
    ["cost that loops", { cost: "input.list.map(x, x)" }, ["cost"]],
    ["cost that gives a text", { cost: "'a'" }, ["cost"]],
    ["delay", { retry: { initial_delay_s: 5, max_delay_s: 1 } }, ["retry", "initial_delay_s"]],
    [
      "delay that is longer than the default",
      { retry: { max_delay_s: 0.5 } },
      ["retry", "initial_delay_s"],
    ],
    ["number of shards", { shards: 65 }, ["shards"]],
    ["number of attempts", { retry: { max_attempts: 0 } }, ["retry", "max_attempts"]],
    ["queue", { max_queued: -1 }, ["max_queued"]],
    ["time", { queue_timeout_s: 259_201 }, ["queue_timeout_s"]],
    ["key", { when_fulll: "queue" }, ["when_fulll"]],
  ] as const)(
    "with a wrong %s is refused, and nothing changed",
    async ([, routing, place], { expect }) => {
      const { actor, path, patch } = await make();
      const refused = refusal("invalid_input", ["body", "routing", ...place]);
      await expect(patch(routing)).rejects.toMatchObject(refused);
      await expect(make(routing)).rejects.toMatchObject(refused);
      expect((await getVersion(as(actor), path)).revision).toBe(1);
    },
  );

  test("says what is wrong with a cost", async ({ expect }) => {
    const { patch } = await make();
    await expect(patch({ cost: "size(input" })).rejects.toThrow(/no CEL expression over `input`/);
  });
});
