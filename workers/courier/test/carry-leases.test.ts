import { describe, test } from "vitest";

import { TestVersion } from "./gate.ts";
import { held, sendLeases } from "./queues.ts";
import { answering, Receiver } from "./receiver.ts";
import { WatchedGates } from "./watched-gates.ts";

describe("carrying leases", () => {
  test("hands a prediction to its backend with a callback for its lease", async ({ expect }) => {
    using receiver = answering(202);
    const lease = await (await TestVersion.create()).lease();
    const { predictionId: id, epoch } = lease;
    const { env: given, events } = held();
    expect(await sendLeases([{ task: "dispatch", lease }], given)).toEqual([null]);
    const [seen] = receiver.seen;
    expect(seen).toMatchObject({ method: "PUT", url: `https://gpu.example/predictions/${id}` });
    const body = JSON.parse(seen?.body ?? "") as { webhook: string };
    expect(body).toMatchObject({ id, input: { scale: 4 }, webhook_events_filter: ["completed"] });
    expect(body.webhook).toMatch(
      new RegExp(`^https://headgate\\.example\\.com/v1/callbacks/${id}/${epoch}/[\\w-]{43}$`),
    );
    expect(events.sent).toEqual([{ predictionIds: [id] }]);
  });

  test("passes the slot on when a backend ends a prediction at once", async ({ expect }) => {
    let calls = 0;
    using receiver = new Receiver(() => {
      calls += 1;
      return Response.json({ status: "starting" }, { status: calls < 3 ? 422 : 202 });
    });
    const version = await TestVersion.create({ capacity: 1 });
    const lease = await version.lease();
    const waiting = [await version.admit(), await version.admit(), await version.admit()];
    const { env: given, events } = held();
    expect(await sendLeases([{ task: "dispatch", lease }], given)).toEqual([null]);
    const tried = [lease.predictionId, ...waiting.slice(0, 2).map(({ id }) => id)];
    expect(receiver.seen.map(({ url }) => url.split("/").at(-1))).toEqual(tried);
    expect(events.sent).toEqual([{ predictionIds: tried }]);
    expect(await version.gate.capacity()).toMatchObject({ running: 1, queued: 1 });
  });

  test("gives a lease back that its backend refuses", async ({ expect }) => {
    using receiver = answering(409);
    const version = await TestVersion.create();
    const lease = await version.lease();
    expect(await sendLeases([{ task: "dispatch", lease }], held().env)).toEqual([null]);
    expect(receiver.seen).toHaveLength(1);
    expect(await version.gate.capacity()).toMatchObject({ running: 0, queued: 1 });
  });

  test("cancels on a backend what is over, and ends what the backend does not know", async ({
    expect,
  }) => {
    using receiver = answering(404);
    const version = await TestVersion.create();
    const lease = await version.lease();
    const { env: given, events } = held();
    expect(await sendLeases([{ task: "cancel", lease }], given)).toEqual([null]);
    const { predictionId: id } = lease;
    expect(receiver.seen).toMatchObject([
      { method: "POST", url: `https://gpu.example/predictions/${id}/cancel`, body: "" },
    ]);
    expect(await version.gate.read([id])).toMatchObject([{ state: "canceled" }]);
    expect(events.sent).toEqual([{ predictionIds: [id] }]);
  });

  test("stops what is over before the same batch gives the backend more, unless that takes long", async ({
    expect,
  }) => {
    const version = await TestVersion.create();
    const [over, next] = [await version.lease(), await version.lease()];
    const asked: string[] = [];
    let slowMs = 0;
    using _ = new Receiver(async ({ url }) => {
      if (url.endsWith(next.predictionId)) asked.push("next");
      if (!url.includes(over.predictionId)) return new Response(null, { status: 202 });
      asked.push("stopping");
      await scheduler.wait(slowMs);
      asked.push("stopped");
      return new Response(null, { status: 200 });
    });
    const messages = [
      { task: "dispatch", lease: next },
      { task: "cancel", lease: over },
    ] as const;
    for (slowMs of [50, 800, 1_800]) await sendLeases([...messages], held().env);
    const inTurn = ["stopping", "stopped", "next"];
    expect(asked).toEqual([...inTurn, ...inTurn, "stopping", "next", "stopped"]);
  });

  test("carries the others when a gate is out of reach for one, which comes again", async ({
    expect,
  }) => {
    using receiver = answering(202);
    const version = await TestVersion.create();
    const [first, lost] = [await version.lease(), await version.lease()];
    const gates = new WatchedGates();
    gates.lostId = lost.predictionId;
    const { env: given, events } = held({ GATE: gates.namespace });
    const messages = [first, lost].map((lease) => ({ task: "dispatch", lease }) as const);
    expect(await sendLeases(messages, given)).toEqual([null, 5]);
    expect(receiver.seen).toHaveLength(2);
    expect(events.sent).toEqual([{ predictionIds: [first.predictionId] }]);
    gates.lostId = null;
    expect(await sendLeases(messages.slice(1), given)).toEqual([null]);
    expect(events.sent.at(-1)).toEqual({ predictionIds: [lost.predictionId] });
  });

  test("does not carry a lease whose time is over", async ({ expect }) => {
    using receiver = answering(202);
    const lease = await (await TestVersion.create()).lease();
    const late = { ...lease, expiresAt: Date.now() };
    expect(await sendLeases([{ task: "dispatch", lease: late }], held().env)).toEqual([null]);
    expect(receiver.seen).toEqual([]);
  });

  test("carries no lease twice because history could not be told", async ({ expect }) => {
    using receiver = answering(202);
    const lease = await (await TestVersion.create()).lease();
    const down = { send: () => Promise.reject(new Error("down")) } as unknown as Queue;
    const { env: given } = held({ EVENTS: down });
    expect(await sendLeases([{ task: "dispatch", lease }], given)).toEqual([null]);
    expect(receiver.seen).toHaveLength(1);
  });
});
