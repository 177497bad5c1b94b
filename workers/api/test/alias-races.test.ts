import { type ExpectStatic, describe, test } from "vitest";

import { verifyAliasLedger } from "@headgate/shared";

import {
  type AliasScene,
  makeAliasScene,
  pointed,
  put,
  readLedger,
  set,
  told,
} from "./alias-scene.ts";
import { type Answer, ask, call } from "./call.ts";

/** Fifty calls, all on their way before the first is answered. */
function fiftyAtOnce(send: (index: number) => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: 50 }, (_, index) => send(index)));
}

function statusCounts(answers: Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

async function expectWhole(expect: ExpectStatic, scene: AliasScene): Promise<string[]> {
  const entries = await readLedger(scene);
  const head = { seq: entries.length, hash: entries.at(-1)?.hash ?? null };
  expect(await verifyAliasLedger(entries)).toEqual({ valid: true, head });
  const { token, model } = scene;
  expect(await ask(`GET ${model}/alias-ledger/head`, { token })).toEqual(head);
  return told(entries);
}

describe("fifty at once", { timeout: 30_000 }, () => {
  test("move one alias two ways: each move is a link of one ledger", async ({ expect }) => {
    const scene = await makeAliasScene(3);
    await set(scene, "blue", 3);
    const answers = await fiftyAtOnce((index) => put(scene, "blue", { version: 1 + (index % 2) }));
    expect(statusCounts(answers)).toEqual({ 200: 50 });
    const moves = await expectWhole(expect, scene);
    expect(moves.length).toBeGreaterThan(2);
    expect(moves.at(-1)).toMatch(new RegExp(`>${await pointed(scene, "blue")}$`));
  });

  test("move one alias as they knew it: one does, the rest are told", async ({ expect }) => {
    const scene = await makeAliasScene(3);
    await set(scene, "blue", 3);
    const headers = { "if-match": '"1"' };
    const answers = await fiftyAtOnce((index) =>
      put({ ...scene, headers }, "blue", { version: 1 + (index % 2) }),
    );
    expect(statusCounts(answers)).toEqual({ 200: 1, 412: 49 });
    const winner = answers.find(({ status }) => status === 200);
    expect(winner?.body).toMatchObject({ version: { number: await pointed(scene, "blue") } });
    expect(await expectWhole(expect, scene)).toHaveLength(2);
  });

  test("make one alias where there is none: one does, the rest are told", async ({ expect }) => {
    const scene = await makeAliasScene(2);
    const headers = { "if-none-match": "*" };
    const answers = await fiftyAtOnce((index) =>
      put({ ...scene, headers }, "blue", { version: 1 + (index % 2) }),
    );
    expect(statusCounts(answers)).toEqual({ 201: 1, 412: 49 });
    expect(await expectWhole(expect, scene)).toHaveLength(1);
  });

  test("move fifty aliases of one model: all do", async ({ expect }) => {
    const scene = await makeAliasScene(1);
    const answers = await fiftyAtOnce((index) => put(scene, `a-${index}`, { version: 1 }));
    expect(statusCounts(answers)).toEqual({ 201: 50 });
    expect(await expectWhole(expect, scene)).toHaveLength(50);
  });

  test("move primary to a version and delete it: it never points at what is gone", async ({
    expect,
  }) => {
    const scene = await makeAliasScene(3);
    const { token, model } = scene;
    const answers = await fiftyAtOnce((index) =>
      index % 2 === 0
        ? call(`POST ${model}/versions/2/promote`, { token })
        : call(`DELETE ${model}/versions/2`, { token }),
    );
    const deleted = answers.filter((_, index) => index % 2 === 1);
    expect(statusCounts(deleted)).toEqual({ 200: 1, 404: 24 });
    const promoted = answers.filter((_, index) => index % 2 === 0);
    for (const { status } of promoted) expect([200, 404, 409]).toContain(status);
    expect(await pointed(scene, "primary")).toBe(3);
    const moves = await expectWhole(expect, scene);
    const taken = moves.filter((move) => move.endsWith(">2"));
    expect(moves.filter((move) => move.includes("fall_back 2>"))).toHaveLength(taken.length);
  });

  test("delete the versions that unpinned calls go to: each move is told once", async ({
    expect,
  }) => {
    const scene = await makeAliasScene(5);
    const { token, model } = scene;
    await ask(`POST ${model}/versions/4/promote`, { token });
    const answers = await fiftyAtOnce((index) =>
      call(`DELETE ${model}/versions/${1 + (index % 4)}`, { token }),
    );
    expect(statusCounts(answers)).toEqual({ 200: 4, 404: 46 });
    expect(await pointed(scene, "primary")).toBe(5);
    expect(await expectWhole(expect, scene)).toEqual(["primary set ->4", "primary fall_back 4>5"]);
  });

  test("delete all versions, none promoted: what was followed is told in order", async ({
    expect,
  }) => {
    const scene = await makeAliasScene(5);
    const { token, model } = scene;
    const answers = await fiftyAtOnce((index) =>
      call(`DELETE ${model}/versions/${1 + (index % 5)}`, { token }),
    );
    expect(statusCounts(answers)).toEqual({ 200: 5, 404: 45 });
    const moves = await expectWhole(expect, scene);
    expect(moves.at(-1)).toMatch(/^primary follow \d>-$/);
    expect(moves[0]).toMatch(/^primary follow 5>/);
  });

  test("protect an alias and delete its version: one of both", async ({ expect }) => {
    const scene = await makeAliasScene(2);
    const { model, token } = scene;
    await set(scene, "blue", 1);
    const body = { version: 1, protected: true, rule: "board", reason: "keep it" };
    const answers = await fiftyAtOnce((index) =>
      index % 2 === 0
        ? call(`DELETE ${model}/versions/1`, { token })
        : put({ model, token }, "blue", body),
    );
    const isDeleted = (await call(`GET ${model}/versions/1`, { token })).status === 404;
    const [deletions, protections] = [0, 1].map((side) =>
      statusCounts(answers.filter((_, index) => index % 2 === side)),
    );
    expect([deletions, protections]).toEqual(
      isDeleted ? [{ 200: 1, 404: 24 }, { 409: 25 }] : [{ 409: 25 }, { 200: 25 }],
    );
    await expectWhole(expect, scene);
  });

  test("roll one alias back: it goes one step for each that was done", async ({ expect }) => {
    const scene = await makeAliasScene(4);
    const { token, model } = scene;
    for (const version of [1, 2, 3, 4]) await set(scene, "blue", version);
    const answers = await fiftyAtOnce(() => call(`POST ${model}/aliases/blue/rollback`, { token }));
    expect(statusCounts(answers)).toEqual({ 200: 3, 409: 47 });
    expect((await expectWhole(expect, scene)).slice(4)).toEqual([
      ...["blue rollback 4>3", "blue rollback 3>2", "blue rollback 2>1"],
    ]);
  });
});
