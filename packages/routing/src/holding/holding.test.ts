import { describe, test } from "vitest";

import { createCarrier } from "../../test/carrier.ts";
import { FakeCog } from "../../test/fake-cog.ts";
import { send } from "../../test/fake-server.ts";
import { leaseOn, ticketOf } from "../../test/leases.ts";
import { callerLeft, canceled } from "../dispatch/canceled.ts";
import { openTelling } from "../streams/open-telling.ts";
import { holdLease } from "./hold-lease.ts";
import { runLease } from "./run-lease.ts";

const holder = { id: "me", renewEveryMs: 5 };
const never = new AbortController().signal;

/** Aborts a moment after it is asked for. */
function soon(): AbortSignal {
  return AbortSignal.timeout(50);
}

describe("holding a lease", () => {
  test("renews it, tells history, and is over when it is released", async ({ expect }) => {
    const carrier = createCarrier();
    const lease = leaseOn("https://gpu.example");
    const held = holdLease(carrier, lease, holder);
    await expect.poll(() => carrier.gate.renewed.length, { timeout: 5_000 }).toBeGreaterThan(2);
    held.release();
    const { predictionId: id } = lease;
    expect(carrier.gate.renewed[0]).toEqual({ id, epoch: 1, holder: "me" });
    expect(carrier.announced).toEqual([id]);
    expect(carrier.gate.tell(id, { type: "cancel" })).toBe(true);
    expect(held.signal.aborted).toBe(false);
  });

  test("costs nothing where it is released at once", async ({ expect }) => {
    const carrier = createCarrier();
    const lease = leaseOn("https://gpu.example");
    holdLease(carrier, lease, holder).release();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(carrier.gate.renewed).toEqual([]);
    expect(carrier.announced).toEqual([]);
    expect(carrier.gate.tell(lease.predictionId, { type: "cancel" })).toBe(false);
  });

  test.for(["cancel", "unknown"] as const)(
    "stops the run when the gate says %s",
    async (type, { expect }) => {
      const carrier = createCarrier();
      const lease = leaseOn("https://gpu.example");
      const held = holdLease(carrier, lease, holder);
      const tell = () => carrier.gate.tell(lease.predictionId, { type });
      await expect.poll(tell, { timeout: 5_000 }).toBe(true);
      await expect.poll(() => held.signal.aborted).toBe(true);
    },
  );

  test("stops the run when the lease is an old one", async ({ expect }) => {
    const carrier = createCarrier();
    const lease = leaseOn("https://gpu.example");
    const held = holdLease(carrier, lease, holder);
    carrier.gate.old.add(lease.predictionId);
    await expect.poll(() => held.signal.aborted, { timeout: 5_000 }).toBe(true);
  });

  test("goes on while the gate cannot be reached", async ({ expect }) => {
    const carrier = createCarrier();
    const lease = leaseOn("https://gpu.example");
    const held = holdLease(carrier, lease, holder);
    carrier.gate.lost.add(lease.predictionId);
    const missed = () => carrier.logged.filter(({ event }) => event === "lease.unrenewed").length;
    await expect.poll(missed, { timeout: 5_000 }).toBeGreaterThan(1);
    expect(held.signal.aborted).toBe(false);
    held.release();
  });
});

describe("running a lease", () => {
  const run = (signal: AbortSignal) => ({
    input: "{}",
    signal,
    telling: null,
    stopped: () => canceled,
  });

  test("stays with the backend to the end and completes", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    const [lease, next] = [leaseOn(cog.url), leaseOn(cog.url)];
    carrier.gate.waiting = [next];
    const { predictionId: id } = lease;
    cog.answerNext((response) => send(response, 200, { id, status: "succeeded", output: 7 }));
    const end = await runLease(carrier, lease, run(never));
    expect(end).toMatchObject({ outcome: "completed", leases: [next] });
    expect(carrier.gate.completed).toMatchObject([
      { id, epoch: 1, outcome: { state: "succeeded", output: { inline: "7" } } },
    ]);
    expect(cog.seen[0]?.headers["prefer"]).toBeUndefined();
  });

  test("tells the stream what comes on the way, and all of it before the end", async ({
    expect,
  }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    const lease = leaseOn(cog.url, { ...ticketOf(), streams: true });
    const { predictionId: id } = lease;
    const pieces = ["a", "b", "c"].map((chunk) => ({ type: "output", chunk }));
    cog.answerNext((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const { chunk } of pieces)
        response.write(`event: output\ndata: {"chunk":"${chunk}"}\n\n`);
      const end = JSON.stringify({ id, status: "succeeded", output: ["a", "b", "c"] });
      response.end(`event: completed\ndata: ${end}\n\n`);
    });
    let toldBefore: unknown = null;
    const complete = carrier.gate.complete.bind(carrier.gate);
    carrier.gate.complete = (request) => {
      toldBefore = carrier.stream.events;
      return complete(request);
    };
    await runLease(carrier, lease, { ...run(never), telling: openTelling(carrier, lease) });
    expect(toldBefore).toEqual(pieces);
    expect(carrier.stream.finished).toMatchObject([{ epoch: 1, output: '["a","b","c"]' }]);
  });

  test("is told to nobody who does not ask", ({ expect }) => {
    const lease = leaseOn("https://gpu.example");
    expect(openTelling(createCarrier(), lease)).toBeNull();
  });

  test("tells the gate that the backend would not have it", async ({ expect }) => {
    await using cog = await FakeCog.start(0);
    const carrier = createCarrier();
    const [lease, next] = [leaseOn(cog.url), leaseOn(cog.url)];
    carrier.gate.waiting = [next];
    expect(await runLease(carrier, lease, run(never))).toEqual({
      outcome: "requeued",
      leases: [next],
    });
    expect(carrier.gate.refused).toMatchObject([{ id: lease.predictionId, reason: "busy" }]);
  });

  test("calls a backend broken that puts it off", async ({ expect }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    cog.answerNext((response) => send(response, 202, {}));
    await runLease(carrier, leaseOn(cog.url), run(never));
    expect(carrier.gate.refused).toHaveLength(1);
  });

  test("drops the connection, cancels and ends as it is told when it is stopped", async ({
    expect,
  }) => {
    await using cog = await FakeCog.start();
    const carrier = createCarrier();
    const lease = leaseOn(cog.url);
    await runLease(carrier, lease, { ...run(soon()), stopped: () => callerLeft });
    const { predictionId: id } = lease;
    expect(cog.seen.map(({ path }) => path)).toEqual([
      `/predictions/${id}`,
      `/predictions/${id}/cancel`,
    ]);
    expect(carrier.gate.completed).toMatchObject([
      { id, outcome: { state: "canceled", error: callerLeft.error } },
    ]);
  });
});
