import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { type Alias, type AliasLedgerEntry, type Page, verifyAliasLedger } from "@headgate/shared";

import { type AliasScene, makeAliasScene, readLedger, set, told } from "./alias-scene.ts";
import { type Answer, ask, call, origin } from "./call.ts";
import { expectRefusal, placesOf } from "./refusals.ts";

function at({ token, model }: AliasScene, alias: string, time: string): Promise<Answer> {
  return call(`GET ${model}/aliases/${alias}?at=${time}`, { token });
}

async function numberAt(scene: AliasScene, alias: string, time: string): Promise<number | null> {
  const { status, body } = await at(scene, alias, time);
  return status === 200 ? (body as Alias).version.number : null;
}

/** Now, once the clock has gone on: what happens later has another time. */
async function tick(): Promise<string> {
  const start = Date.now();
  while (Date.now() <= start) await new Promise((resolve) => setTimeout(resolve, 1));
  const time = new Date().toISOString();
  while (Date.now() <= Date.parse(time)) await new Promise((resolve) => setTimeout(resolve, 1));
  return time;
}

describe("the past of an alias", () => {
  test("is known for every time", async ({ expect }) => {
    const scene = await makeAliasScene(2);
    const { token, model } = scene;
    const times = [await tick()];
    for (const version of [1, 2]) {
      await set(scene, "blue", version);
      times.push(await tick());
    }
    await ask(`DELETE ${model}/aliases/blue`, { token });
    times.push(await tick());
    await set(scene, "blue", 1);
    times.push(await tick());
    const numbers: (number | null)[] = [];
    for (const time of times) numbers.push(await numberAt(scene, "blue", time));
    expect(numbers).toEqual([null, 1, 2, null, 1]);
    const shown = await at(scene, "blue", times[2] ?? "");
    expect(shown.body).toMatchObject({
      name: "blue",
      revision: 2,
      follows: null,
      protected: false,
    });
    expect(shown.body).toMatchObject({ at: times[2]?.replace("Z", "000Z") });
    const none = await at(scene, "blue", times[0] ?? "");
    expect(expectRefusal(expect, none, "not_found")).toContain("pointed at nothing at");
  });

  test("is that of the newest active version where nobody had set it", async ({ expect }) => {
    const scene = await makeAliasScene(3);
    const { token, model } = scene;
    const times = [await tick()];
    for (const route of ["DELETE versions/3", "POST versions/1/promote", "DELETE versions/1"]) {
      await ask(route.replace(" ", ` ${model}/`), { token });
      times.push(await tick());
    }
    const numbers = async (alias: string): Promise<(number | null)[]> => {
      const found: (number | null)[] = [];
      for (const time of ["2020-01-01T00:00:00Z", ...times]) {
        found.push(await numberAt(scene, alias, time));
      }
      return found;
    };
    expect(await numbers("primary")).toEqual([null, 3, 2, 1, 2]);
    expect(await numbers("latest")).toEqual([null, 3, 2, 2, 2]);
    expect((await at(scene, "primary", times[1] ?? "")).body).toMatchObject({ follows: "latest" });
  });

  test("is asked for by a time of RFC 3339, in any zone", async ({ expect }) => {
    const scene = await makeAliasScene(1);
    await set(scene, "blue", 1);
    const time = new Date(Date.parse(await tick()) + 7_200_000).toISOString();
    for (const zone of ["+02:00", "%2B02:00"]) {
      expect(await numberAt(scene, "blue", time.replace("Z", `456${zone}`))).toBe(1);
    }
    const wrong = ["yesterday", "2026-11-21", "2026-11-21T09:30:00", "2026-13-01T00:00:00Z", ""];
    for (const text of [...wrong, "2999-01-01T00:00:00Z"]) {
      const detail = expectRefusal(expect, await at(scene, "blue", text), "invalid_input");
      expect(placesOf(detail)).toEqual([["query", "at"]]);
    }
  });
});

describe("the ledger", () => {
  test("is paged oldest first, while entries come", async ({ expect }) => {
    const scene = await makeAliasScene(2);
    const { token, model } = scene;
    for (let count = 0; count < 7; count += 1) await set(scene, "blue", 1 + (count % 2));
    const list = `${model}/alias-ledger?page_size=5`;
    const first = await ask<Page<AliasLedgerEntry>>(`GET ${list}`, { token });
    await set(scene, "green", 1);
    const next = (first.next_url ?? "").replace(origin, "");
    const second = await ask<Page<AliasLedgerEntry>>(`GET ${next}`, { token });
    const seqs = [first, second].map(({ items }) => items.map(({ seq }) => seq));
    expect(seqs).toEqual([
      [1, 2, 3, 4, 5],
      [6, 7, 8],
    ]);
    const back = (second.previous_url ?? "").replace(origin, "");
    expect(await ask(`GET ${back}`, { token })).toEqual({
      ...first,
      next_cursor: first.next_cursor,
    });
  });

  test("is stored so that nobody changes, removes, replaces or skips an entry", async ({
    expect,
  }) => {
    const scene = await makeAliasScene(2);
    for (const version of [1, 2]) await set(scene, "blue", version);
    const before = await readLedger(scene);
    const id = before[0]?.model_id;
    const columns =
      "model_id, seq, alias, action, from_number, from_id, to_number, to_id, is_protected, rule, restores, actor_id, actor_name, reason, at, previous_hash, hash";
    const copy = (seq: string, rest = columns.replace("model_id, seq, ", "")): string =>
      `INTO alias_ledger (${columns}) SELECT model_id, ${seq}, ${rest} FROM alias_ledger WHERE model_id = ?1 AND seq = 2`;
    const tampering: [string, RegExp][] = [
      ["UPDATE alias_ledger SET reason = 'x' WHERE model_id = ?1", /never changes/],
      [
        "UPDATE OR REPLACE alias_ledger SET seq = 1 WHERE model_id = ?1 AND seq = 2",
        /never changes/,
      ],
      ["DELETE FROM alias_ledger WHERE model_id = ?1", /never changes/],
      [`INSERT OR REPLACE ${copy("2")}`, /has moved on/],
      [`INSERT OR IGNORE ${copy("4")}`, /has moved on/],
      [`INSERT ${copy("3")}`, /has moved on/],
    ];
    for (const [statement, says] of tampering) {
      await expect(env.DB.prepare(statement).bind(id).run()).rejects.toThrow(says);
    }
    expect(await readLedger(scene)).toEqual(before);
  });

  test("is found out where somebody got around that", async ({ expect }) => {
    const scene = await makeAliasScene(3);
    for (const version of [1, 2, 3]) await set(scene, "blue", version);
    const entries = await readLedger(scene);
    const forged = entries.with(1, { ...entries[1], reason: "forged" } as AliasLedgerEntry);
    expect(await verifyAliasLedger(forged)).toMatchObject({ valid: false, seq: 2 });
    expect(told(forged)).toEqual(told(entries));
  });
});
