import { runInDurableObject } from "cloudflare:test";
import { describe, test } from "vitest";

import { backendOf, openGate } from "./gate.ts";
import { withLedger } from "./ledger.ts";

const oneSlot = { backends: [backendOf("a", 1)] };

describe("a queued prediction", () => {
  test("shows its place and how long it will wait, once run times are known", async ({
    expect,
  }) => {
    await withLedger(oneSlot, (gate) => {
      const first = gate.admit();
      const [second, third] = [gate.admit(), gate.admit()];
      expect(gate.read(first)?.queue).toBeNull();
      expect(gate.read(third)?.queue).toEqual({ position: 2, estimateMs: null });
      gate.now = 6_000;
      gate.complete(first);
      expect(gate.read(second)?.queue).toBeNull();
      expect(gate.read(third)?.queue).toEqual({ position: 1, estimateMs: 6_000 });
      expect(gate.capacity).toMatchObject({ estimateMs: 6_000, queuedByPriority: [0, 1, 0] });
    });
  });

  test("stands behind a better priority and between other tokens", async ({ expect }) => {
    await withLedger({ ...oneSlot, maxQueued: 20 }, (gate) => {
      gate.admit();
      const flood = Array.from({ length: 5 }, () => gate.admit("detached", { tokenId: "flood" }));
      const other = gate.admit("detached", { tokenId: "other" });
      const urgent = gate.admit("detached", { tokenId: "flood", priority: 0 });
      const places = [urgent, flood[0], other, flood[1]].map(
        (id) => gate.read(id ?? "")?.queue?.position,
      );
      expect(places).toEqual([1, 2, 3, 4]);
    });
  });
});

describe("the receipt of a prediction", () => {
  test("is stored with its lease, and says what was tried before", async ({ expect }) => {
    await withLedger({ backends: [backendOf("a", 1), backendOf("b", 1)] }, (gate) => {
      const id = gate.admit();
      expect(gate.read(id)?.receipt).toMatchObject({ reason: "least_loaded", attempts: [] });
      expect(gate.refuse(id, "unreachable")).toMatchObject({
        outcome: "requeued",
        leases: [{ predictionId: id, epoch: 2, attempt: 2, backend: { id: "b" } }],
      });
      gate.restart();
      gate.complete(id, 2);
      expect(gate.read(id)?.receipt).toMatchObject({
        waitedMs: 0,
        reason: "only_free",
        candidates: [
          { backendId: "b", verdict: "chosen" },
          { backendId: "a", verdict: "cooling" },
        ],
        attempts: [{ backendId: "a", outcome: "unreachable" }],
      });
    });
  });

  test("is there for one that was given up, with what the backend said", async ({ expect }) => {
    await withLedger(oneSlot, (gate) => {
      const id = gate.admit();
      gate.refuse(id, "unreachable");
      gate.sweepAt(1_000);
      gate.refuse(id, "broken", { epoch: 2, detail: "connection reset" });
      gate.sweepAt(3_000);
      expect(gate.refuse(id, "broken", { epoch: 3, detail: "status 502" }).outcome).toBe("ended");
      expect(gate.notices).toEqual([{ type: "ended", id }]);
      expect(gate.read(id)).toMatchObject({
        state: "failed",
        outcome: {
          error: {
            source: "internal",
            message: "Given up after 3 attempts: backend a broke off without a result.",
            detail: "status 502",
          },
        },
        receipt: {
          attempts: [{ outcome: "unreachable" }, { outcome: "broken" }, { outcome: "broken" }],
        },
      });
    });
  });
});

describe("a refused prediction", () => {
  test("is refused without a commit, even while one is in flight", async ({ expect }) => {
    const gate = await openGate({ ...oneSlot, whenFull: "reject" });
    const lease = await gate.lease();
    const before = await runInDurableObject(gate.stub, (_, { storage }) => {
      return storage.sql.databaseSize;
    });
    const answers = await Promise.all(Array.from({ length: 200 }, () => gate.admit(gate.newId())));
    expect(answers.every(({ outcome }) => outcome === "full")).toBe(true);
    const after = await runInDurableObject(gate.stub, (_, { storage }) => {
      return storage.sql.databaseSize;
    });
    expect(after).toBe(before);
    expect(await gate.stub.capacity()).toMatchObject({ queued: 0, running: 1 });
    // One that is known is no refused one.
    expect((await gate.admit(lease.predictionId)).outcome).toBe("leased");
  });
});
