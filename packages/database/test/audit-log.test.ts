import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, test } from "vitest";

import { type AuditEntry, auditStatement, listAuditLog } from "../src/index.ts";
import { owners } from "../src/schema/index.ts";
import { audit, db, makeOwner, next } from "./factories.ts";

const everything = { cursor: null, size: 50 };

/** In the namespace of an owner who has nothing else there. */
async function entryOf(given: Partial<AuditEntry> = {}): Promise<AuditEntry> {
  const { id: ownerId, username } = await makeOwner();
  return audit({ ownerId, target: username, ...given });
}

/** Notes it, behind a change of a row. */
async function note(entry: AuditEntry): Promise<void> {
  await db.batch([touch(entry.ownerId), auditStatement(db, entry)]);
}

function touch(ownerId: string) {
  return db.update(owners).set({ updatedAt: next() }).where(eq(owners.id, ownerId));
}

async function listed(filter: Parameters<typeof listAuditLog>[1]): Promise<AuditEntry[]> {
  const { rows } = await listAuditLog(db, filter, everything);
  return rows.map(({ id: _id, ...entry }) => entry);
}

describe("the audit log", () => {
  test("notes a change that was made, with all that is known of it", async ({ expect }) => {
    const entry = await entryOf({ requestId: "r", details: { changed: ["bio"] } });
    await note(entry);
    expect(await listed({ ownerId: entry.ownerId })).toEqual([entry]);
  });

  test("notes nothing where the statement before changed nothing", async ({ expect }) => {
    const entry = await entryOf();
    await db.batch([touch("nobody"), auditStatement(db, entry)]);
    await db.batch([touch("nobody").returning(), auditStatement(db, entry)]);
    // A change further ahead in the batch, or a reading one between, does not count for this one.
    await db.batch([touch(entry.ownerId), touch("nobody"), auditStatement(db, entry)]);
    expect(await listed({ ownerId: entry.ownerId })).toEqual([]);
  });

  test("notes nothing where the batch fails", async ({ expect }) => {
    const entry = await entryOf();
    const taken = await makeOwner();
    const failed = db.batch([
      touch(entry.ownerId),
      auditStatement(db, entry),
      db.insert(owners).values({ ...taken, id: entry.ownerId }),
    ]);
    await expect(failed).rejects.toThrow();
    expect(await listed({ ownerId: entry.ownerId })).toEqual([]);
  });

  test("is filtered by what was done, by whom, to what and when", async ({ expect }) => {
    const actor = await makeOwner();
    const entry = await entryOf({ actorId: actor.id, actorName: "as-it-was", at: 1000 });
    const { ownerId } = entry;
    const other = { ...entry, action: "token.create", actorId: "operator", target: "t" };
    const later = { ...other, at: 2000 };
    for (const noted of [entry, later]) await note(noted);
    const found: [object, AuditEntry[]][] = [
      [{}, [later, entry]],
      [{ action: "model.update" }, [entry]],
      [{ actor: actor.username }, [entry]],
      [{ actor: "operator" }, [later]],
      [{ actor: "nobody" }, []],
      [{ target: "t" }, [later]],
      [{ since: 1000, until: 2000 }, [entry]],
      [{ since: 1001 }, [later]],
      [{ action: "token.create", until: 2000 }, []],
    ];
    for (const [filter, entries] of found) {
      expect(await listed({ ownerId, ...filter })).toEqual(entries);
    }
  });

  test.for([
    ["UPDATE audit_log SET details = '{}'"],
    ["DELETE FROM audit_log"],
    [
      `INSERT OR REPLACE INTO audit_log (id, at, actor_id, actor_name, token_id, action, owner_id, target_kind, target, details)
       SELECT id, 0, '', '', '', '', '', '', '', '{}' FROM audit_log LIMIT 1`,
    ],
  ])("refuses %s", async ([statement = ""], { expect }) => {
    const entry = await entryOf();
    await note(entry);
    await expect(env.DB.prepare(statement).run()).rejects.toThrow("append-only");
    expect(await listed({ ownerId: entry.ownerId })).toEqual([entry]);
  });

  test.for([
    ["", "owner_id_at"],
    ["AND action = 'x'", "owner_id_action_at"],
    ["AND actor_id = 'x'", "owner_id_actor_id_at"],
    ["AND target = 'x'", "owner_id_target_at"],
  ])("reads a page%s from an index, without sorting", async ([filter, index], { expect }) => {
    const { results } = await env.DB.prepare(
      `EXPLAIN QUERY PLAN SELECT * FROM audit_log WHERE owner_id = 'o' ${filter}
       AND (at, id) < (5, 5) ORDER BY at DESC, id DESC LIMIT 26`,
    ).all<{ detail: string }>();
    const plan = results.map(({ detail }) => detail);
    expect(plan).toHaveLength(1);
    expect(plan[0]).toContain(`SEARCH audit_log USING INDEX audit_log_${index}_index`);
  });
});
