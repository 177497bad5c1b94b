import { describe, test } from "vitest";

import type { AliasLedgerEntry } from "../wire/alias.ts";
import { hashLedgerEntry } from "./hash-ledger-entry.ts";
import { verifyAliasLedger } from "./verify-alias-ledger.ts";

const versions = [1, 2, 3].map((number) => ({ number, id: String(number).repeat(64) }));
const [one = null, two = null, three = null] = versions;

type Draft = Partial<AliasLedgerEntry>;

/** A ledger of these changes, which holds where they do. */
async function write(drafts: Draft[]): Promise<AliasLedgerEntry[]> {
  const entries: AliasLedgerEntry[] = [];
  for (const [index, draft] of drafts.entries()) {
    const content = {
      ...{ model_id: "m", seq: index + 1, alias: "champion", action: "set" as const },
      ...{ from: null, to: one, protected: false, rule: null, restores: null },
      ...{ actor: { id: "o", username: "john" }, reason: null },
      at: `2026-11-21T09:30:0${index}.000000Z`,
      previous_hash: entries.at(-1)?.hash ?? null,
      ...draft,
    };
    entries.push({ ...content, hash: await hashLedgerEntry(content) });
  }
  return entries;
}

const moves: Draft[] = [
  {},
  { alias: "primary", to: two },
  { from: one, to: three },
  { alias: "primary", action: "remove", from: two, to: null },
  { alias: "primary", action: "follow", from: three, to: two },
  { action: "rollback", from: three, to: one, restores: 1 },
];

describe("a ledger", () => {
  test("holds from its first entry to its head, however it comes", async ({ expect }) => {
    const entries = await write(moves);
    const head = { seq: 6, hash: entries[5]?.hash };
    expect(await verifyAliasLedger(entries)).toEqual({ valid: true, head });
    async function* paged(): AsyncGenerator<AliasLedgerEntry> {
      yield* entries;
    }
    expect(await verifyAliasLedger(paged())).toEqual({ valid: true, head });
    const kept = structuredClone(entries).map(({ hash, ...rest }) => ({ hash, ...rest }));
    expect(await verifyAliasLedger(kept)).toEqual({ valid: true, head });
  });

  test("without an entry holds", async ({ expect }) => {
    expect(await verifyAliasLedger([])).toEqual({ valid: true, head: { seq: 0, hash: null } });
  });

  test("is the SHA-256 of the text of RFC 8785", async ({ expect }) => {
    const [entry] = await write([{ reason: 'it is "good" \u20ac\n' }]);
    const text = `{"action":"set","actor":{"id":"o","username":"john"},"alias":"champion","at":"2026-11-21T09:30:00.000000Z","from":null,"model_id":"m","previous_hash":null,"protected":false,"reason":"it is \\"good\\" \u20ac\\n","restores":null,"rule":null,"seq":1,"to":{"id":"${"1".repeat(64)}","number":1}}`;
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    expect(entry?.hash).toBe(Buffer.from(digest).toString("hex"));
  });
});

describe("a ledger does not hold", () => {
  const changes: [string, Draft][] = [
    ["a version", { to: { number: 9, id: "9".repeat(64) } }],
    ["the id of a version", { to: { number: 1, id: "f".repeat(64) } }],
    ["an actor", { actor: { id: "o", username: "mary" } }],
    ["a reason", { reason: "because" }],
    ["a time", { at: "2026-11-21T09:29:00.000000Z" }],
    ["the protection", { protected: true }],
    ["a hash", { hash: "0".repeat(64) }],
    ["the hash of the entry before", { previous_hash: "0".repeat(64) }],
  ];
  for (const [what, change] of changes) {
    test(`where ${what} was changed in the middle`, async ({ expect }) => {
      const entries = await write(moves);
      for (let index = 0; index < entries.length; index++) {
        const changed = entries.map((entry, at) =>
          at === index ? { ...entry, ...change } : entry,
        );
        expect(await verifyAliasLedger(changed)).toMatchObject({ valid: false, seq: index + 1 });
      }
    });
  }

  test("where an entry is missing, doubled or swapped", async ({ expect }) => {
    const entries = await write(moves);
    for (let index = 0; index < entries.length - 1; index++) {
      const bad = { valid: false, seq: index + 1 };
      expect(await verifyAliasLedger(entries.toSpliced(index, 1))).toMatchObject(bad);
      const pair = entries.slice(index, index + 2);
      expect(
        await verifyAliasLedger(entries.toSpliced(index, 2, ...pair.toReversed())),
      ).toMatchObject(bad);
      const doubled = entries.toSpliced(index, 1, ...pair.slice(0, 1), ...pair.slice(0, 1));
      expect(await verifyAliasLedger(doubled)).toMatchObject({ valid: false, seq: index + 2 });
    }
  });

  const wrong: [string, Draft, string][] = [
    ["takes an alias from where it was not", { from: two, to: three }, "pointed at version 1"],
    ["takes an alias from nothing", { to: three }, "pointed at version 1"],
    ["says that a set alias followed", { action: "follow", to: two }, "followed nothing"],
    ["is of another model", { from: one, model_id: "n" }, "another model"],
    ["is older", { from: one, at: "2026-11-21T09:29:59.999000Z" }, "older"],
    ["skips a number", { from: one, seq: 3 }, "seq is 3, not 2"],
  ];
  test.for(wrong)("where an entry with a right hash %s", async ([, draft, says], { expect }) => {
    const verified = await verifyAliasLedger(await write([{}, draft]));
    expect(verified).toMatchObject({ valid: false, seq: 2 });
    expect(JSON.stringify(verified)).toContain(says);
  });
});
