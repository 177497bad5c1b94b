import { describe, test } from "vitest";

import { createCarrier } from "../../test/carrier.ts";
import { FakeCog } from "../../test/fake-cog.ts";
import { send } from "../../test/fake-server.ts";
import { leaseOn, ticketOf } from "../../test/leases.ts";
import { dispatchLeases } from "./dispatch-leases.ts";

describe("dispatching leases", () => {
  test("tells the gate and history what a backend has taken", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    const lease = leaseOn(cog.url);
    await dispatchLeases(carrier, [lease]);
    expect(carrier.gate.taken).toEqual([{ id: lease.predictionId, epoch: 1 }]);
    expect(carrier.announced).toEqual([lease.predictionId]);
    expect(cog.seen[0]?.body).toContain(`/v1/callbacks/${lease.predictionId}/1/t"`);
  });

  test("fetches a large input from the bucket", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    await carrier.bucket.put("in", '{"large":true}');
    await dispatchLeases(carrier, [leaseOn(cog.url, ticketOf({ key: "in", bytes: 14 }))]);
    expect(cog.seen[0]?.body).toContain('"input":{"large":true},');
  });

  test("stops on its backend what had ended before it was taken", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    const lease = leaseOn(cog.url);
    carrier.gate.old.add(lease.predictionId);
    await dispatchLeases(carrier, [lease]);
    expect(cog.seen.map(({ path }) => path)).toEqual([
      `/predictions/${lease.predictionId}`,
      `/predictions/${lease.predictionId}/cancel`,
    ]);
    expect(carrier.announced).toEqual([]);
  });

  test("asks the backend to tell on the way what somebody wants to know", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const [plain, streamed] = [
      leaseOn(cog.url),
      leaseOn(cog.url, { ...ticketOf(), streams: true }),
    ];
    await dispatchLeases(createCarrier(), [plain]);
    await dispatchLeases(createCarrier(), [streamed]);
    const asked = cog.seen.map(({ body }): unknown => JSON.parse(body));
    const url = (id: string): string => `https://headgate.example/v1/callbacks/${id}/1/t`;
    expect(asked).toMatchObject([
      { webhook: url(plain.predictionId), webhook_events_filter: ["completed"] },
      {
        webhook: `${url(streamed.predictionId)}?tell=stream`,
        webhook_events_filter: ["output", "logs", "completed"],
      },
    ]);
  });

  test("carries 40 leases in a row, and leaves the rest to the gate's queue", async ({
    expect,
  }) => {
    await using cog = await FakeCog.start(0);
    const carrier = createCarrier();
    const leases = Array.from({ length: 60 }, () => leaseOn(cog.url));
    carrier.gate.waiting = leases.slice(1);
    await dispatchLeases(carrier, leases.slice(0, 1));
    expect(carrier.gate.refused).toHaveLength(40);
    expect(carrier.gate.refused.at(-1)).toMatchObject({ carries: 0 });
    expect(carrier.gate.waiting).toHaveLength(20);
  });

  test("passes the baton until nothing waits", async ({ expect }) => {
    await using cog = await FakeCog.start(0);
    const carrier = createCarrier();
    const leases = Array.from({ length: 30 }, () => leaseOn(cog.url));
    carrier.gate.waiting = leases.slice(1);
    await dispatchLeases(carrier, leases.slice(0, 1));
    expect(carrier.gate.refused.map(({ id }) => id)).toEqual(
      leases.map(({ predictionId }) => predictionId),
    );
  });

  test("ends at once what its backend ended at once", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    const [first, second] = [leaseOn(cog.url), leaseOn(cog.url)];
    carrier.gate.waiting = [second];
    cog.answerNext((response) => send(response, 422, { detail: [] }));
    await dispatchLeases(carrier, [first]);
    expect(carrier.gate.completed).toMatchObject([
      { id: first.predictionId, epoch: 1, outcome: { state: "failed", output: null } },
    ]);
    expect(carrier.gate.taken).toEqual([{ id: second.predictionId, epoch: 1 }]);
    expect(carrier.announced).toEqual([first.predictionId, second.predictionId]);
  });

  test("stops what a backend may have begun before its slot is given to somebody", async ({
    expect,
  }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    const lease = leaseOn(cog.url);
    cog.answerNext((response) => response.writeHead(200).end("garbage"));
    let stoppedBefore = false;
    carrier.gate.refuse = (request) => {
      carrier.gate.refused.push(request);
      stoppedBefore = cog.seen.at(-1)?.path === `/predictions/${lease.predictionId}/cancel`;
      return Promise.resolve({ outcome: "requeued", leases: [] });
    };
    await dispatchLeases(carrier, [lease]);
    expect(carrier.gate.refused).toMatchObject([{ reason: "broken" }]);
    expect(stoppedBefore).toBe(true);
  });

  test("gives a lease back with the backend's reason", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    const lease = leaseOn(cog.url);
    cog.answerNext((response) => {
      response.setHeader("retry-after", "3");
      send(response, 503, {});
    });
    await dispatchLeases(carrier, [lease]);
    const { predictionId: id } = lease;
    const refusal = { reason: "busy", retryAfterMs: 3000, detail: "status 503" };
    expect(carrier.gate.refused).toEqual([{ id, epoch: 1, ...refusal }]);
    expect(carrier.announced).toEqual([]);
    expect(carrier.logged).toMatchObject([
      { event: "backend.refused", fields: { reason: "busy" } },
    ]);
  });

  test("tells history of a prediction that no backend is tried for any more", async ({
    expect,
  }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    const lease = leaseOn(cog.url);
    carrier.gate.spent.add(lease.predictionId);
    cog.answerNext((response) => send(response, 500, {}));
    await dispatchLeases(carrier, [lease]);
    expect(carrier.gate.refused).toMatchObject([{ reason: "broken" }]);
    expect(carrier.announced).toEqual([lease.predictionId]);
  });

  test("fails a prediction whose input is gone, without asking a backend", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    await dispatchLeases(carrier, [leaseOn(cog.url, ticketOf({ key: "gone", bytes: 70_000 }))]);
    const error = { source: "internal", message: "The stored input is gone.", detail: null };
    expect(carrier.gate.completed).toMatchObject([{ outcome: { state: "failed", error } }]);
    expect(cog.seen).toEqual([]);
  });

  test("throws for a gate that is lost, once the others are through", async ({ expect }) => {
    await using cog = await FakeCog.start(4);
    const carrier = createCarrier();
    const [lost, ended, next] = [leaseOn(cog.url), leaseOn(cog.url), leaseOn(cog.url)];
    carrier.gate.lost.add(lost.predictionId);
    carrier.gate.waiting = [next];
    const input = { key: "gone", bytes: 70_000 };
    const leases = [lost, { ...ended, ticket: ticketOf(input) }];
    await expect(dispatchLeases(carrier, leases)).rejects.toThrow("Network connection lost");
    expect(carrier.gate.completed.map(({ id }) => id)).toEqual([ended.predictionId]);
    expect(carrier.gate.taken.map(({ id }) => id)).toEqual([next.predictionId]);
  });

  test("lets no slow backend hold up the next lease of another", async ({ expect }) => {
    await using slow = await FakeCog.start();
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    const gone = leaseOn(cog.url, ticketOf({ key: "gone", bytes: 70_000 }));
    const next = leaseOn(cog.url);
    carrier.gate.waiting = [next];
    const isTaken = Promise.withResolvers<void>();
    slow.answerNext((response) => {
      void isTaken.promise.then(() => send(response, 202, {}));
    });
    carrier.announce = (id) => id === next.predictionId && isTaken.resolve();
    await dispatchLeases(carrier, [leaseOn(slow.url), gone]);
    expect(carrier.gate.taken[0]).toEqual({ id: next.predictionId, epoch: 1 });
    expect(carrier.gate.refused).toEqual([]);
  });
});
