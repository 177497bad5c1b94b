import { describe, test } from "vitest";

import type { RolledBackAlias } from "@headgate/shared";

import { makeAliasScene, pointed, readLedger, set } from "./alias-scene.ts";
import { ask, call } from "./call.ts";
import { expectRefusal } from "./refusals.ts";

describe("rolling back", () => {
  const back = (scene: { model: string; token: string }, body: object = {}) =>
    ask<RolledBackAlias>(`POST ${scene.model}/aliases/blue/rollback`, { token: scene.token, body });

  test("goes to the version before, once more goes further, and a move starts anew from there", async ({
    expect,
  }) => {
    const scene = await makeAliasScene(4);
    for (const version of [1, 2, 3]) await set(scene, "blue", version);
    expect((await back(scene)).version.number).toBe(2);
    expect((await back(scene, { reason: "still bad" })).version.number).toBe(1);
    await set(scene, "blue", 4);
    expect((await back(scene)).version.number).toBe(1);
    const entries = await readLedger(scene);
    expect(entries.map(({ restores }) => restores)).toEqual([null, null, null, 2, 1, null, 1]);
    expect(entries[4]).toMatchObject({ action: "rollback", reason: "still bad" });
    const refused = await call(`POST ${scene.model}/aliases/blue/rollback`, { token: scene.token });
    expect(expectRefusal(expect, refused, "conflict")).toContain("no active version to go back to");
  });

  test("skips what is not active, and says so", async ({ expect }) => {
    const scene = await makeAliasScene(3);
    for (const version of [1, 2, 3]) await set(scene, "blue", version);
    await ask(`DELETE ${scene.model}/versions/2`, { token: scene.token });
    const rolled = await back(scene);
    expect(rolled.version.number).toBe(1);
    expect(rolled.skipped).toMatchObject([{ number: 2, status: "deleted" }]);
  });

  test("brings a removed alias back", async ({ expect }) => {
    const scene = await makeAliasScene(2);
    await set(scene, "blue", 1);
    await set(scene, "blue", 2);
    await ask(`DELETE ${scene.model}/aliases/blue`, { token: scene.token });
    expect((await back(scene)).version.number).toBe(2);
    expect((await back(scene)).version.number).toBe(1);
  });

  test("goes to a version by name, if the alias ever pointed at it", async ({ expect }) => {
    const scene = await makeAliasScene(4);
    for (const version of [1, 2, 3]) await set(scene, "blue", version);
    expect((await back(scene, { to: 1 })).version.number).toBe(1);
    expect((await back(scene, { to: "0.3.0" })).version.number).toBe(3);
    expect((await back(scene)).version.number).toBe(2);
    const options = { token: scene.token, body: { to: 4 } };
    const refused = await call(`POST ${scene.model}/aliases/blue/rollback`, options);
    expect(expectRefusal(expect, refused, "conflict")).toContain("never pointed at version 4");
    expect(await pointed(scene, "blue")).toBe(2);
  });
});
