import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, test } from "vitest";

import { backendOf, openGate, succeeded, ticketOf, type TestGate } from "./gate.ts";

const rows = 50_000;
const running = 1_000;
const config = { maxQueued: rows - running, backends: [backendOf("a", 600), backendOf("b", 400)] };

const idPrefix = "01a1fd00-0000-8000-8000-0001";

/** The id of the prediction that was admitted as number `seq`. */
function idOf(seq: number): string {
  return idPrefix + (rows - seq).toString(16).padStart(8, "0");
}

/**
 * Rows as the gate writes them, with tickets of about 500 bytes. The first 1,000 admitted run, the others wait; by their ids they lie in
 * the table the other way round.
 */
function insertRows(gate: TestGate): Promise<void> {
  const ticket = { ...ticketOf("detached"), input: { inline: `{"prompt":"${"x".repeat(250)}"}` } };
  const later = Date.now() + 3_600_000;
  return runInDurableObject(gate.stub, (_, { storage: { sql } }) => {
    sql.exec(
      `WITH RECURSIVE numbers (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM numbers WHERE seq < ?)
      INSERT INTO predictions (id, seq, mode, state, epoch, attempt, slots, queue_deadline_at, cancel_requested, token_id, priority, cost,
          admitted_at, not_before, ticket)
        SELECT printf('${idPrefix}%08x', ? - seq), seq, 'detached', 'queued', 0, 0, 0, ?, 0, 'token', 1, 1, 0, 0, ?
        FROM numbers`,
      ...[rows, rows, later, JSON.stringify(ticket)],
    );
    sql.exec(
      `UPDATE predictions SET state = 'running', backend_id = iif(seq <= 600, 'a', 'b'), epoch = 1, attempt = 1, slots = 1,
        expires_at = ?, started_at = ? WHERE seq <= ?`,
      ...[later, Date.now(), running],
    );
  });
}

describe("a gate with 50,000 live rows", () => {
  test("wakes up to all of them, in the order of their admission", async ({ expect }) => {
    const gate = await openGate(config);
    await insertRows(gate);
    await evictDurableObject(gate.stub);
    expect(await gate.stub.capacity()).toMatchObject({
      configEpoch: 1,
      queued: rows - running,
      queuedByPriority: [0, rows - running, 0],
      running,
      backends: [
        { id: "a", capacity: 600, leased: 600, running: 600, coolUntil: null },
        { id: "b", capacity: 400, leased: 400, running: 400, coolUntil: null },
      ],
    });
    const completion = { id: idOf(700), epoch: 1, outcome: succeeded() };
    const { leases } = await gate.stub.complete(completion);
    expect(leases).toMatchObject([
      { predictionId: idOf(running + 1), epoch: 1, backend: { id: "b" } },
    ]);
    expect(await gate.admit(idOf(rows))).toEqual({
      outcome: "queued",
      position: rows - running - 1,
      free: 1 + running - rows,
    });
    expect(await gate.admit(gate.newId())).toEqual({
      outcome: "queued",
      position: rows - running,
      free: running - rows,
    });
    expect((await gate.admit(gate.newId())).outcome).toBe("full");
  });

  test("expires all that wait in one sweep and says so in its rows", async ({ expect }) => {
    const gate = await openGate(config);
    await insertRows(gate);
    await runInDurableObject(gate.stub, (_, { storage: { sql } }) => {
      sql.exec("UPDATE predictions SET queue_deadline_at = 1 WHERE state = 'queued'");
    });
    await evictDurableObject(gate.stub);
    expect(await runDurableObjectAlarm(gate.stub)).toBe(true);
    expect(await gate.stub.capacity()).toMatchObject({ queued: 0, running });
    const states = await runInDurableObject(gate.stub, (_, { storage: { sql } }) =>
      sql
        .exec(
          "SELECT state, count(*) AS count, count(outcome) AS outcomes FROM predictions GROUP BY 1",
        )
        .toArray(),
    );
    expect(states).toEqual([
      { state: "expired", count: rows - running, outcomes: rows - running },
      { state: "running", count: running, outcomes: 0 },
    ]);
  });
});
