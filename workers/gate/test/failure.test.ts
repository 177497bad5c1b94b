import { runInDurableObject } from "cloudflare:test";
import { describe, test } from "vitest";

import { backendOf, openGate, type TestGate } from "./gate.ts";
import { openSocket } from "./socket.ts";

/** Puts a row where the gate, which does not know it, will run into it. */
function plantRow(gate: TestGate, id: string): Promise<void> {
  return runInDurableObject(gate.stub, (_, { storage }) => {
    storage.sql.exec("CREATE TABLE planted AS SELECT * FROM predictions LIMIT 1");
    storage.sql.exec("UPDATE planted SET id = ?", id);
    storage.sql.exec("INSERT INTO predictions SELECT * FROM planted");
  });
}

describe("a write that fails", () => {
  test("takes back no answer that was given, and what was refused can be repeated", async ({
    expect,
  }) => {
    const gate = await openGate({ backends: [backendOf("a", 6)] });
    await gate.lease();
    const taken = gate.newId();
    await plantRow(gate, taken);
    const ids = [gate.newId(), gate.newId(), taken, gate.newId(), gate.newId()];
    const settled = await Promise.allSettled(ids.map((id) => gate.admit(id)));
    expect(settled[2]).toMatchObject({ status: "rejected", reason: { durableObjectReset: true } });
    const answered = ids.filter((_, index) => settled[index]?.status === "fulfilled");
    expect(await gate.stub.read(answered)).toHaveLength(answered.length);
    for (const id of ids) expect((await gate.admit(id)).outcome).toBe("leased");
    expect(await gate.stub.capacity()).toMatchObject({ running: 6, queued: 0 });
  });

  test("resets the object, which then goes by its rows", async ({ expect }) => {
    const gate = await openGate({ backends: [backendOf("a", 3)] });
    await gate.lease();
    const taken = gate.newId();
    await plantRow(gate, taken);
    await expect(gate.admit(taken)).rejects.toThrow(/UNIQUE/);
    expect(await gate.stub.capacity()).toMatchObject({ running: 2, queued: 0 });
    await gate.lease();
    expect(await gate.admit(gate.newId())).toMatchObject({ outcome: "queued", position: 1 });
  });

  test("hangs up on those who wait, and tells them the end when they come again", async ({
    expect,
  }) => {
    const gate = await openGate();
    const lease = await gate.lease();
    const waiter = await openSocket(gate, lease.predictionId);
    const taken = gate.newId();
    await plantRow(gate, taken);
    await expect(gate.admit(taken)).rejects.toThrow(/UNIQUE/);
    expect(await waiter.closed).toBe(1006);
    const again = await openSocket(gate, lease.predictionId);
    await gate.complete(lease);
    expect(await again.next()).toMatchObject({ type: "ended", record: { state: "succeeded" } });
  });
});
