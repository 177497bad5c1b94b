import { env } from "cloudflare:workers";
import { describe, test, vi } from "vitest";

import { emptyConfig } from "@headgate/routing";

import { gpuUrl, TestCheck } from "./check.ts";
import { answer, stopClock } from "./checked-backend.ts";
import { Receiver } from "./receiver.ts";

describe("the step load", () => {
  test("passes where every backend is ready, and the draft is published", async ({ expect }) => {
    using receiver = answer();
    const check = await TestCheck.create(["load"], { publish: true, backends: 2 });
    expect(await check.carry()).toBe(null);
    expect(receiver.seen.map(({ url }) => url)).toEqual([
      "https://gpu.example/health-check",
      "https://gpu-1.example/health-check",
    ]);
    expect(await check.row()).toMatchObject({
      state: "passed",
      dueAt: null,
      steps: [{ state: "passed", percentage: 100, message: "2 of 2 backends are ready" }],
    });
    expect(await check.card()).toMatchObject({
      status: "active",
      card: {
        load_status: { step: 1, step_name: "load", percentage: 100 },
      },
    });
    const { ownerId } = check.version;
    const transition = { to_status: "active", actor_id: ownerId, reason: "passed: load" };
    expect(await check.transitions()).toEqual([transition]);
    const log =
      "SELECT action, details FROM audit_log WHERE owner_id = ?1 AND action LIKE 'version.%'";
    const audit = await env.DB.prepare(log)
      .bind(ownerId)
      .all<{ action: string; details: string }>();
    const published = audit.results.find(({ action }) => action === "version.publish");
    expect(JSON.parse(published?.details ?? "")).toMatchObject({ to: "active", check: check.id });
  });

  test("fails without a backend, and the draft is rejected", async ({ expect }) => {
    using receiver = answer();
    const check = await TestCheck.create(["load", "run"], { backends: 0 });
    expect(await check.carry()).toBe(null);
    expect(receiver.seen).toEqual([]);
    const { steps } = await check.row();
    expect(steps).toMatchObject([{ state: "failed" }, { state: "skipped", message: null }]);
    expect(steps[0]?.message).toContain("no enabled backend: register one with POST /v1/models/");
    expect(await check.status()).toBe("rejected");
    expect(await check.transitions()).toMatchObject([
      { to_status: "rejected", reason: `load: ${steps[0]?.message}` },
    ]);
  });

  test("fails where a backend's set-up did, with its log", async ({ expect }) => {
    using _ = answer({ health: { status: "SETUP_FAILED", setup: { logs: "no\nmemory" } } });
    const check = await TestCheck.create(["load"]);
    expect(await check.carry()).toBe(null);
    expect((await check.row()).steps).toMatchObject([
      {
        state: "failed",
        message: "0 of 1 backends are ready; https://gpu.example/: it is SETUP_FAILED",
        log: ["https://gpu.example/: it is SETUP_FAILED", "no", "memory"],
      },
    ]);
  });

  test("waits for a model that loads, for as long as the version allows", async ({
    expect,
    onTestFinished,
  }) => {
    const pass = stopClock(onTestFinished);
    using _ = answer({ health: { status: "STARTING" } });
    const check = await TestCheck.create(["load"]);
    expect(await check.carry()).toBe(3);
    expect(check.held.checks.sent).toEqual([{ checkId: check.id }]);
    expect(await check.row()).toMatchObject({ state: "running", heldUntil: 0 });
    expect(await check.status()).toBe("draft");
    pass(9 * 60_000);
    expect(await check.carry()).toBe(3);
    pass(2 * 60_000);
    expect(await check.carry()).toBe(null);
    expect((await check.row()).steps[0]?.message).toContain("it is STARTING");
    expect(await check.status()).toBe("rejected");
  });

  test("goes on once the model is there", async ({ expect, onTestFinished }) => {
    const pass = stopClock(onTestFinished);
    const check = await TestCheck.create(["load"]);
    using first = answer({ health: { status: "STARTING" } });
    await check.carry();
    first[Symbol.dispose]();
    using _ = answer();
    pass(3_000);
    expect(await check.carry()).toBe(null);
    expect(await check.row()).toMatchObject({ state: "passed" });
    expect(await check.status()).toBe("draft");
  });

  test("gives a backend that says nothing twenty seconds", async ({ expect, onTestFinished }) => {
    const pass = stopClock(onTestFinished);
    using _ = answer({ status: 502 });
    const check = await TestCheck.create(["load"]);
    expect(await check.carry()).toBe(3);
    pass(21_000);
    expect(await check.carry()).toBe(null);
    expect((await check.row()).steps[0]?.message).toContain("it answered with status 502");
  });
});

describe("the step run", () => {
  test("predicts through the gate and holds the output to its schema", async ({ expect }) => {
    using receiver = answer();
    const check = await TestCheck.create(["run"], { publish: true });
    expect(await check.carry()).toBe(null);
    const { predictionId, steps, state } = await check.row();
    expect([state, steps[0]?.log]).toEqual([
      "passed",
      [`the prediction is ${predictionId}`, "one"],
    ]);
    const [sent] = receiver.seen;
    expect(sent).toMatchObject({ method: "PUT", url: `${gpuUrl}predictions/${predictionId}` });
    expect(JSON.parse(sent?.body ?? "")).toMatchObject({ input: { scale: 4 } });
    expect(await check.version.gate.read([predictionId ?? ""])).toMatchObject([
      { state: "succeeded", callerId: check.version.ownerId, number: 1 },
    ]);
    expect(check.held.events.sent).toEqual([{ predictionIds: [predictionId] }]);
    expect(await check.card()).toMatchObject({
      status: "active",
      card: { run_status: { percentage: 100, result: { prediction_id: predictionId } } },
    });
  });

  test("fails where the output is not as its schema says", async ({ expect }) => {
    using _ = answer({ prediction: { status: "succeeded", output: "seven" } });
    const check = await TestCheck.create(["run"]);
    await env.DB.prepare(
      "UPDATE flat_schemas SET schema = ?2 WHERE version_key = ?1 AND direction = 'output'",
    )
      .bind(check.version.key, '{"type":"integer"}')
      .run();
    expect(await check.carry()).toBe(null);
    const [step] = (await check.row()).steps;
    expect(step).toMatchObject({ state: "failed", log: { length: 2 } });
    expect(step?.message).toMatch(/^the output is not as its schema says: .*integer/);
    expect(await check.status()).toBe("rejected");
  });

  test("fails where the model does, with what it said", async ({ expect }) => {
    const error = "out of memory\nat layer 3";
    using _ = answer({ prediction: { status: "failed", error, logs: "start\n" } });
    const check = await TestCheck.create(["run"]);
    expect(await check.carry()).toBe(null);
    const [step] = (await check.row()).steps;
    expect(step?.message).toBe("the prediction failed: out of memory");
    expect(step?.log.slice(1)).toEqual(["start", "out of memory", "at layer 3"]);
  });

  test("waits for its turn where the backend is full", async ({ expect, onTestFinished }) => {
    const pass = stopClock(onTestFinished);
    using receiver = answer({ prediction: { status: "succeeded", output: 1 } });
    const check = await TestCheck.create(["run"]);
    const other = await TestCheck.create(["run"]);
    expect(other.version.key).not.toBe(check.version.key);
    const { gate } = check.version;
    const backend = { id: "b", url: gpuUrl, protocol: "cog", capacity: 1, weight: 1 } as const;
    const plain = { shard: 0, settings: null, credentials: null } as const;
    const limits = {
      ...emptyConfig,
      maxParallel: null,
      maxQueued: 9,
      queueTimeoutMs: 60_000,
      runTimeoutMs: 60_000,
    };
    await gate.configure({
      ...limits,
      epoch: 9,
      backends: [{ ...backend, ...plain, status: "enabled" }],
    });
    const lease = await check.version.lease();
    const carried = check.carry();
    await vi.waitUntil(async () => (await gate.capacity()).queued === 1, { timeout: 5_000 });
    pass(6_000);
    expect(await carried).toBe(2);
    expect((await check.row()).steps[0]).toMatchObject({
      state: "running",
      message: "the prediction waits for its turn",
    });
    expect(receiver.seen).toEqual([]);
    const { predictionId: id, epoch } = lease;
    const outcome = { state: "succeeded", output: null, error: null, logs: "" } as const;
    const { leases } = await gate.complete({
      id,
      epoch,
      outcome: { ...outcome, predictTimeS: 1, setupTimeS: null, outputProblems: null },
    });
    expect(leases).toHaveLength(1);
  });
});

describe("the step image", () => {
  test("fails where the registry does not have the digest", async ({ expect }) => {
    using receiver = answer();
    const check = await TestCheck.create(["image", "load"]);
    expect(await check.carry()).toBe(null);
    expect(receiver.seen[0]?.url).toContain("https://ghcr.io/v2/team/upscaler/manifests/sha256:");
    const { steps } = await check.row();
    expect(steps[0]?.message).toMatch(/^ghcr.io\/team\/upscaler has no sha256:a+: push the image/);
    expect(steps[1]).toMatchObject({ state: "skipped" });
  });

  test("asks a registry in trouble again, and gives up", async ({ expect, onTestFinished }) => {
    const pass = stopClock(onTestFinished);
    using _ = new Receiver(() => new Response(null, { status: 503 }));
    const check = await TestCheck.create(["image"]);
    expect(await check.carry()).toBe(3);
    pass(25_000);
    expect(await check.carry()).toBe(null);
    expect((await check.row()).steps[0]).toMatchObject({
      state: "failed",
      message: "ghcr.io answered with status 503",
      log: ["ghcr.io answered with status 503"],
    });
  });
});
