import { evictDurableObject } from "cloudflare:test";
import { describe, test } from "vitest";

import { backendOf, configOf, openGate, succeeded } from "./gate.ts";

describe("capacity", () => {
  test("leases two of 64 admitted at once and hands the rest on in order of arrival", async ({
    expect,
  }) => {
    const gate = await openGate();
    const ids = Array.from({ length: 64 }, () => gate.newId());
    const admissions = await Promise.all(ids.map((id) => gate.admit(id)));
    const first = admissions.flatMap((answer) =>
      answer.outcome === "leased" ? [answer.lease] : [],
    );
    expect(first.map(({ predictionId }) => predictionId)).toEqual(ids.slice(0, 2));
    const served = [...first];
    for (let next = served.shift(); next !== undefined; next = served.shift()) {
      const leases = await gate.complete(next);
      served.push(...leases);
      first.push(...leases);
      expect((await gate.stub.capacity()).running).toBeLessThanOrEqual(2);
    }
    expect(first.map(({ predictionId }) => predictionId)).toEqual(ids);
  });

  test("refuses what the queue has no place for and says when to try again", async ({ expect }) => {
    const gate = await openGate({ maxQueued: 0, backends: [backendOf("a", 1)] });
    await gate.lease();
    expect(await gate.admit(gate.newId())).toEqual({
      ...{ outcome: "full", retryAfterMs: 1000 },
      free: 0,
    });
  });

  test("asks for a configuration that is newer than its own", async ({ expect }) => {
    const gate = await openGate();
    const id = gate.newId();
    const ticket = (await gate.lease()).ticket;
    const answer = await gate.stub.admit({ id, configEpoch: 2, ticket });
    expect(answer).toEqual({ outcome: "config_wanted" });
  });

  test("hands queued predictions out when a backend is added", async ({ expect }) => {
    const gate = await openGate({ backends: [] });
    const id = gate.newId();
    expect(await gate.admit(id)).toMatchObject({ outcome: "queued", position: 1 });
    const { leases } = await gate.stub.configure(configOf({ epoch: 2 }));
    expect(leases.map(({ predictionId }) => predictionId)).toEqual([id]);
  });
});

describe("repeats", () => {
  test("answer as the first time", async ({ expect }) => {
    const gate = await openGate();
    const id = gate.newId();
    const first = await gate.admit(id);
    expect(await gate.admit(id)).toEqual(first);
    expect((await gate.stub.capacity()).running).toBe(1);
  });

  test("of a completion change nothing, nor does a lease of an older epoch", async ({ expect }) => {
    const gate = await openGate({ backends: [backendOf("a", 1)] });
    const lease = await gate.lease();
    const old = { id: lease.predictionId, epoch: lease.epoch - 1, outcome: succeeded('"old"') };
    expect((await gate.stub.complete(old)).outcome).toBe("ignored");
    await gate.complete(lease);
    const late = { ...old, epoch: lease.epoch, outcome: succeeded('"late"') };
    expect((await gate.stub.complete(late)).outcome).toBe("ignored");
    const [record] = await gate.stub.read([lease.predictionId]);
    expect(record?.outcome?.output).toEqual({ inline: '"done"' });
  });

  test("of an id that has ended give its record, and of one too old to tell are refused", async ({
    expect,
  }) => {
    const gate = await openGate();
    const lease = await gate.lease();
    await gate.complete(lease);
    expect((await gate.admit(lease.predictionId)).outcome).toBe("ended");
    expect((await gate.admit(gate.newId(Date.now() - 120_000))).outcome).toBe("stale");
  });
});

describe("a restart", () => {
  test("forgets no lease and no place in the queue", async ({ expect }) => {
    const gate = await openGate();
    const ids = Array.from({ length: 5 }, () => gate.newId());
    for (const id of ids) await gate.admit(id);
    await evictDurableObject(gate.stub);
    expect(await gate.stub.capacity()).toMatchObject({ running: 2, queued: 3 });
    const [third] = await gate.complete({ ...(await leaseOf(ids[0])), epoch: 1 });
    expect(third?.predictionId).toBe(ids[2]);

    async function leaseOf(id: string | undefined) {
      const answer = await gate.admit(id ?? "");
      if (answer.outcome !== "leased") throw new Error(answer.outcome);
      return answer.lease;
    }
  });
});
