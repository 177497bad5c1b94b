import { runInDurableObject, evictDurableObject, abortAllDurableObjects } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { test } from "vitest";
import { openGate } from "./gate.ts";

test("facts", async ({ expect }) => {
  const gate = await openGate();
  await runInDurableObject(gate.stub, async (_i, state) => {
    const sql = state.storage.sql;
    try { state.storage.transactionSync(() => { void state.storage.setAlarm(Date.now() + 50_000); throw new Error("x"); }); } catch (e) { console.log("txn", String(e)); }
    console.log("alarm after rollback", await state.storage.getAlarm());
    state.storage.transactionSync(() => { void state.storage.setAlarm(Date.now() + 60_000); });
    console.log("alarm after commit", await state.storage.getAlarm());
    await state.storage.deleteAlarm();
    sql.exec("CREATE TABLE t (id TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID");
    for (const n of [1.9e6, 2.0e6, 2.2e6, 4e6]) { try { sql.exec("INSERT INTO t VALUES (?, ?)", String(n), "x".repeat(n)); console.log(n, "ok"); } catch (e) { console.log(n, String(e)); } }
    try { console.log(sql.exec("SELECT total_changes() AS c").one()); } catch (e) { console.log(String(e)); }
    const t0 = Date.now(); let t = t0; let n = 0; while (t === t0 && n < 1e7) { t = Date.now(); n++; } console.log("clock moves in sync block", t !== t0, n);
    const c = sql.exec("INSERT INTO t VALUES ('a','b'), ('c', 'd')"); console.log("rw", c.rowsWritten);
    try { console.log(sql.exec("SELECT * FROM pragma_page_size").toArray(), sql.exec("PRAGMA cache_size").toArray()); } catch (e) { console.log(String(e)); }
  });
  for (const [ct, text] of [["json", '"'.repeat(64000)], ["v8", '"'.repeat(100000)], ["v8", "é".repeat(100000)], ["v8", "x".repeat(70000) + "😀"]] as const)
    try { await env.LEASES.send({ text }, { contentType: ct }); console.log(ct, "sent"); } catch (e) { console.log(ct, String(e)); }
});

test("abort", async ({ expect }) => {
  const gate = await openGate();
  const ids = [gate.newId(), gate.newId()];
  const rs = await Promise.allSettled([gate.stub.admit({ id: ids[0]!, configEpoch: 1, ticket: null as any }), gate.admit(ids[1]!), gate.stub.capacity()]);
  for (const r of rs) console.log(r.status, r.status === "rejected" ? [String(r.reason), Object.entries(r.reason)] : r.value);
  console.log(await gate.stub.capacity());
  const p = Promise.allSettled([gate.admit(gate.newId()), gate.admit(gate.newId())]);
  await abortAllDurableObjects();
  for (const r of await p) console.log(r.status, r.status === "rejected" ? [String(r.reason), Object.entries(r.reason)] : r.value.outcome);
  console.log(await gate.stub.capacity());
});
