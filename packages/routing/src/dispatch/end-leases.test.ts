import { describe, test } from "vitest";

import { createCarrier } from "../../test/carrier.ts";
import { FakeCog } from "../../test/fake-cog.ts";
import { leaseOn } from "../../test/leases.ts";
import type { BackendResult } from "../adapters/adapter.ts";
import { cancelLease } from "./cancel-lease.ts";
import { completeLease, endingOf } from "./complete-lease.ts";
import { dispatchLeases } from "./dispatch-leases.ts";
import { openGate, openVersionGate } from "./open-gate.ts";

const succeeded: BackendResult = {
  state: "succeeded",
  output: { answer: 42 },
  error: null,
  logs: "done",
  predictTimeS: 2,
  setupTimeS: null,
};

describe("completing a lease", () => {
  test("stores a small output in the row and tells history", async ({ expect }) => {
    const carrier = createCarrier();
    const lease = leaseOn("https://gpu.example");
    const next = leaseOn("https://gpu.example");
    carrier.gate.waiting = [next];
    const stored = { outputProblems: null, output: { inline: '{"answer":42}' } };
    const outcome = { ...succeeded, ...stored };
    expect(await completeLease(carrier, endingOf(lease), succeeded)).toEqual({
      outcome: "completed",
      startedAt: 1,
      completedAt: 2,
      cancel: null,
      receipt: null,
      leases: [next],
      stored: outcome,
    });
    expect(carrier.gate.completed).toEqual([{ id: lease.predictionId, epoch: 1, outcome }]);
    expect(carrier.announced).toEqual([lease.predictionId]);
  });

  test("stores a large output under the lease's own key", async ({ expect }) => {
    const carrier = createCarrier();
    const { predictionId: id } = leaseOn("https://gpu.example");
    const output = "x".repeat(70_000);
    const { stored } = await completeLease(
      carrier,
      { id, epoch: 4, streams: false, task: "prediction" },
      { ...succeeded, output },
    );
    expect(stored.output).toEqual({ key: `predictions/${id}/output-4`, bytes: 70_002 });
    expect(carrier.bucket.objects.get(`predictions/${id}/output-4`)).toBe(`"${output}"`);
  });

  test.for([null, undefined])("stores no output for %j", async (output, { expect }) => {
    const carrier = createCarrier();
    const lease = endingOf(leaseOn("https://gpu.example"));
    expect(
      (await completeLease(carrier, lease, { ...succeeded, output })).stored.output,
    ).toBeNull();
  });

  test("tells the stream of a prediction that has one", async ({ expect }) => {
    const carrier = createCarrier();
    const { predictionId: id } = leaseOn("https://gpu.example");
    await completeLease(carrier, { id, epoch: 1, streams: false, task: "prediction" }, succeeded);
    expect(carrier.stream.finished).toEqual([]);
    await completeLease(carrier, { id, epoch: 1, streams: true, task: "prediction" }, succeeded);
    const end = { state: "succeeded", error: null, logs: "done", output: '{"answer":42}' };
    expect(carrier.stream.finished).toEqual([{ epoch: 1, ...end }]);
    const large = { ...succeeded, output: "x".repeat(70_000) };
    await completeLease(carrier, { id, epoch: 1, streams: true, task: "prediction" }, large);
    expect(carrier.stream.finished[1]).toEqual({ epoch: 1, ...end, output: null });
  });

  test("ends it also where the stream cannot be told", async ({ expect }) => {
    const carrier = createCarrier();
    carrier.stream.finish = () => Promise.reject(new Error("gone"));
    const lease = {
      ...endingOf(leaseOn("https://gpu.example")),
      streams: true,
      task: "prediction" as const,
    };
    expect(await completeLease(carrier, lease, succeeded)).toMatchObject({ outcome: "completed" });
    expect(carrier.logged.map(({ event }) => event)).toEqual(["stream.unfinished"]);
  });

  test("tells history nothing of an old lease", async ({ expect }) => {
    const carrier = createCarrier();
    const lease = endingOf(leaseOn("https://gpu.example"));
    carrier.gate.old.add(lease.id);
    expect(await completeLease(carrier, lease, succeeded)).toMatchObject({ outcome: "ignored" });
    expect(carrier.announced).toEqual([]);
  });
});

describe("cancelling a lease", () => {
  test("leaves the end to the callback of a backend that knows it", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    const lease = leaseOn(cog.url);
    await dispatchLeases(carrier, [lease]);
    expect(await cancelLease(carrier, lease, { isHeld: false })).toEqual([]);
    expect(carrier.gate.completed).toEqual([]);
    expect(cog.seen.at(-1)?.path).toBe(`/predictions/${lease.predictionId}/cancel`);
  });

  test("ends what its backend does not know, and gives the leases that come free", async ({
    expect,
  }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    const next = leaseOn(cog.url);
    carrier.gate.waiting = [next];
    expect(await cancelLease(carrier, leaseOn(cog.url), { isHeld: false })).toEqual([next]);
    expect(carrier.gate.completed).toMatchObject([
      { outcome: { state: "canceled", error: { source: "internal" } } },
    ]);
  });

  test("ends nothing while the backend is out of reach", async ({ expect }) => {
    const cog = await FakeCog.start();
    const lease = leaseOn(cog.url);
    await cog[Symbol.asyncDispose]();
    const carrier = createCarrier();
    expect(await cancelLease(carrier, lease, { isHeld: false })).toEqual([]);
    expect(carrier.gate.completed).toEqual([]);
    expect(carrier.logged).toMatchObject([{ fields: { answer: "unreachable" } }]);
  });
});

describe("opening a gate", () => {
  const namespace = { getByName: (name: string) => name };

  test("goes where the prediction's id says", ({ expect }) => {
    const { predictionId } = leaseOn("https://gpu.example");
    expect(openGate(namespace, predictionId)).toBe("v7-0");
    expect(openVersionGate(namespace, 7, 3)).toBe("v7-3");
  });

  test("throws for what is no id", ({ expect }) => {
    expect(() => openGate(namespace, "v7-0")).toThrow("v7-0 is no prediction id");
  });
});
