import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { claimCheck } from "@headgate/database";
import { holdMs } from "@headgate/registry";

import { resendChecks } from "../src/checks/resend-checks.ts";
import { TestCheck } from "./check.ts";
import { answer, stopClock } from "./checked-backend.ts";
import { db } from "./gate.ts";

describe("a check", () => {
  test("whose Worker died is carried on by another, and ends once", async ({ expect }) => {
    using receiver = answer();
    const check = await TestCheck.create(["load", "run"], { publish: true });
    const now = Date.now();
    const dead = await claimCheck(db, { id: check.id, now, heldUntil: now + holdMs });
    expect(dead?.epoch).toBe(1);
    expect(await check.carry()).toBe(null);
    expect(receiver.seen).toEqual([]);
    await check.abandon();
    await resendChecks(check.held.env);
    expect(check.held.checks.sent).toContainEqual({ checkId: check.id });
    expect(await check.carry()).toBe(null);
    expect(await check.row()).toMatchObject({ state: "passed", epoch: 2 });
    const { length } = receiver.seen;
    expect(await check.carry()).toBe(null);
    expect(receiver.seen).toHaveLength(length);
    expect(await check.transitions()).toHaveLength(1);
  });

  test("that was cut off while it predicted finds its prediction again", async ({ expect }) => {
    using receiver = answer();
    const check = await TestCheck.create(["run"], { publish: true });
    const id = check.version.newId();
    await env.DB.prepare("UPDATE version_checks SET prediction_id = ?2, steps = ?3 WHERE id = ?1")
      .bind(check.id, id, JSON.stringify((await check.row()).steps))
      .run();
    expect(await check.carry()).toBe(null);
    expect((await check.row()).predictionId).toBe(id);
    await env.DB.prepare(
      "UPDATE version_checks SET ended_at = NULL, due_at = 0, state = 'running', steps = json_set(steps, '$[0].state', 'running') WHERE id = ?1",
    )
      .bind(check.id)
      .run();
    expect(await check.carry()).toBe(null);
    expect(receiver.seen.filter(({ method }) => method === "PUT")).toHaveLength(1);
    expect(await check.row()).toMatchObject({ state: "passed", predictionId: id });
  });

  test("in two pairs of hands at once is carried by one", async ({ expect }) => {
    using receiver = answer();
    const check = await TestCheck.create(["load"], { publish: true });
    await Promise.all(Array.from({ length: 10 }, () => check.carry()));
    expect(receiver.seen).toHaveLength(1);
    expect(await check.row()).toMatchObject({ state: "passed", epoch: 1 });
    expect(await check.transitions()).toHaveLength(1);
  });

  test("ends when its time is over, whatever it waits for", async ({ expect, onTestFinished }) => {
    const pass = stopClock(onTestFinished);
    using _ = answer({ health: { status: "STARTING" } });
    const check = await TestCheck.create(["load"], { lifetimeMs: 60_000 });
    expect(await check.carry()).toBe(3);
    pass(60_000);
    expect(await check.carry()).toBe(null);
    expect((await check.row()).steps[0]?.message).toBe("the check did not end within 1 minutes");
    expect(await check.status()).toBe("rejected");
  });

  test.for(["deleted", "canceled"])(
    "of a version that was %s meanwhile fails, and changes it no more",
    async (status, { expect }) => {
      using receiver = answer();
      const check = await TestCheck.create(["load"], { publish: true, status });
      expect(await check.carry()).toBe(null);
      expect(receiver.seen).toEqual([]);
      expect((await check.row()).steps[0]?.message).toBe(`the version was ${status} meanwhile`);
      expect(await check.status()).toBe(status);
    },
  );

  test("publishes nothing that would follow another version than it was judged to", async ({
    expect,
  }) => {
    using _ = answer();
    const check = await TestCheck.create(["load"], { publish: true });
    const succession = JSON.stringify({ precedence: null, predecessor: 1_000_000 });
    await env.DB.prepare("UPDATE version_checks SET succession = ?2 WHERE id = ?1")
      .bind(check.id, succession)
      .run();
    expect(await check.carry()).toBe(null);
    expect(await check.row()).toMatchObject({ state: "failed", dueAt: null });
    expect((await check.row()).steps[0]?.message).toContain("but the version is not published");
    expect(await check.status()).toBe("draft");
    expect(await check.transitions()).toEqual([]);
  });

  test("of an active version leaves its status alone, however it ends", async ({ expect }) => {
    using _ = answer({ status: 500, health: { status: "DEFUNCT" } });
    const check = await TestCheck.create(["load"], { status: "active", lifetimeMs: -1 });
    expect(await check.carry()).toBe(null);
    expect(await check.row()).toMatchObject({ state: "failed" });
    expect(await check.status()).toBe("active");
    expect(await check.transitions()).toEqual([]);
  });

  test("comes again when we fail ourselves", async ({ expect }) => {
    const check = await TestCheck.create(["load"]);
    const { env: given } = check.held;
    given.DB = {
      prepare: () => {
        throw new Error("down");
      },
    } as unknown as D1Database;
    await expect(check.carry()).rejects.toThrow("the message comes again after 5 s");
  });
});
