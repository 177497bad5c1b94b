import { describe, test } from "vitest";

import type { Alias } from "@headgate/shared";

import { type AliasScene, makeSharedScene, pointed, put, readLedger, told } from "./alias-scene.ts";
import { type Answer, ask, call } from "./call.ts";
import { expectRefusal } from "./refusals.ts";

type SharedScene = Awaited<ReturnType<typeof makeSharedScene>>;

const rule = "two approvals";

async function makeProtected(alias: string): Promise<SharedScene> {
  const scene = await makeSharedScene(3);
  const body = { version: 1, reason: "chosen", protected: true, rule };
  await ask(`PUT ${scene.model}/aliases/${alias}`, { token: scene.admin, body });
  return scene;
}

/** Every way to change the alias. */
function changes(
  { model }: AliasScene,
  alias: string,
  by: { token: string; reason?: string },
): Promise<Answer>[] {
  const { token, reason } = by;
  const path = `${model}/aliases/${alias}`;
  const given = reason === undefined ? {} : { reason };
  return [
    call(`PUT ${path}`, { token, body: { version: 2, ...given } }),
    call(`PUT ${path}`, { token, body: { version: 1, protected: false, ...given } }),
    call(`PUT ${path}`, { token, body: { version: 1, rule: "another", ...given } }),
    call(`POST ${path}/rollback`, { token, body: { to: 1, ...given } }),
    call(`DELETE ${path}${reason === undefined ? "" : `?reason=${reason}`}`, { token }),
  ];
}

describe("a protected alias", () => {
  test("is moved by the owner's admins, for a reason", async ({ expect }) => {
    const scene = await makeProtected("blue");
    const admin = { ...scene, token: scene.admin };
    const moved = await put(admin, "blue", { version: 2, reason: "approved twice" });
    expect(moved.body).toMatchObject({ version: { number: 2 }, protected: true, rule });
    const freed = await put(admin, "blue", { version: 2, reason: "no more", protected: false });
    expect(freed.body).toMatchObject({ version: { number: 2 }, protected: false, rule: null });
    expect((await put(scene, "blue", { version: 3 })).status).toBe(200);
    const entries = await readLedger(scene);
    expect(told(entries)).toEqual([
      ...["blue set ->1", "blue set 1>2", "blue protect 2>2", "blue set 2>3"],
    ]);
    expect(entries.map((entry) => entry.rule)).toEqual([rule, rule, null, null]);
  });

  test("is changed in no way by other tokens, which are told the rule", async ({ expect }) => {
    const scene = await makeProtected("blue");
    const { token } = scene;
    await put({ ...scene, token: scene.admin }, "blue", { version: 2, reason: "approved" });
    for (const change of changes(scene, "blue", { token, reason: "I want to" }).slice(1)) {
      const says = expectRefusal(expect, await change, "forbidden");
      expect(says).toContain(`the alias blue is protected by the rule "${rule}"`);
      expect(says).toContain("it takes the role admin");
    }
    expect(await pointed(scene, "blue")).toBe(2);
    expect(await readLedger(scene)).toHaveLength(2);
  });

  test("is changed in no way without a reason", async ({ expect }) => {
    const scene = await makeProtected("blue");
    const body = { version: 2, reason: "approved" };
    await ask(`PUT ${scene.model}/aliases/blue`, { token: scene.admin, body });
    for (const change of changes(scene, "blue", { token: scene.admin }).slice(1)) {
      expect(expectRefusal(expect, await change, "conflict")).toContain("give the `reason`");
    }
    const alias = await ask<Alias>(`GET ${scene.model}/aliases/blue`, { token: scene.token });
    expect(alias).toMatchObject({ version: { number: 2 }, protected: true, rule, revision: 2 });
  });

  test("is made by admins only", async ({ expect }) => {
    const scene = await makeSharedScene(1);
    const body = { version: 1, reason: "chosen", protected: true, rule };
    const answer = await put(scene, "blue", body);
    expect(expectRefusal(expect, answer, "forbidden")).toContain("the role admin");
    expect(await readLedger(scene)).toEqual([]);
  });

  test("is not moved by an admin of another organization", async ({ expect }) => {
    const scene = await makeProtected("blue");
    const { admin: token } = await makeSharedScene(0);
    const answer = await put({ ...scene, token }, "blue", { version: 2, reason: "I can" });
    expect(expectRefusal(expect, answer, "not_found")).toContain("there is no model");
  });

  test("keeps its version from being deactivated, unless an admin forces that", async ({
    expect,
  }) => {
    const scene = await makeProtected("primary");
    const { model, token } = scene;
    const kept = await call(`POST ${model}/versions/1/deactivate`, { token });
    const says = expectRefusal(expect, kept, "conflict");
    expect(says).toContain("held by the protected alias primary");
    expect(says).toContain("?force=true");
    expect(await pointed(scene, "primary")).toBe(1);
    const force = `POST ${model}/versions/1/deactivate?force=true`;
    const byWriter = await call(force, { token, body: { reason: "it burns" } });
    expect(expectRefusal(expect, byWriter, "forbidden")).toContain("the role admin");
    const bare = await call(force, { token: scene.admin });
    expect(expectRefusal(expect, bare, "conflict")).toContain("give the `reason`");
    await ask(force, { token: scene.admin, body: { reason: "it burns" } });
    const primary = await ask<Alias>(`GET ${model}/aliases/primary`, { token });
    expect(primary).toMatchObject({ version: { number: 3 }, protected: true, rule });
    expect(told(await readLedger(scene)).at(-1)).toBe("primary fall_back 1>3");
  });

  test("keeps its version and its model from being deleted", async ({ expect }) => {
    const scene = await makeProtected("primary");
    const { model, admin: token } = scene;
    const version = await call(`DELETE ${model}/versions/1`, { token });
    const says = expectRefusal(expect, version, "conflict");
    expect(says).toContain(`held by the protected alias primary (rule: ${rule})`);
    const whole = await call(`DELETE ${model}?with_versions=true`, { token });
    expect(expectRefusal(expect, whole, "conflict")).toContain("has protected aliases (1)");
    expect(await pointed(scene, "primary")).toBe(1);
    await ask(`DELETE ${model}/versions/3`, { token });
    await ask(`DELETE ${model}/aliases/primary?reason=over`, { token });
    await ask(`DELETE ${model}/versions/1`, { token });
    await ask(`DELETE ${model}?with_versions=true`, { token });
    expect((await call(`GET ${model}`, { token })).status).toBe(404);
  });
});
