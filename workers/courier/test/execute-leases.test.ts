import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { openStream } from "@headgate/routing";
import type { ExecMessage, Lease } from "@headgate/shared";

import { TestVersion } from "./gate.ts";
import { held, sendExecutions } from "./queues.ts";
import { answering, Receiver, type SeenRequest } from "./receiver.ts";

function succeeding(): Receiver {
  return new Receiver(() => Response.json({ status: "succeeded", output: "done" }));
}

/** The gate's alarm may have predictions of other tests carried meanwhile. */
function seenOf({ seen }: Receiver, { predictionId }: Lease): SeenRequest[] {
  return seen.filter(({ url }) => url.includes(predictionId));
}

describe("executing leases", () => {
  test("stays with the backend to the end, and tells history", async ({ expect }) => {
    using receiver = succeeding();
    const version = await TestVersion.create();
    const lease = await version.lease();
    const { predictionId: id } = lease;
    const { env: given, events } = held();
    expect(await sendExecutions([lease], given)).toEqual([null]);
    expect(receiver.seen).toMatchObject([
      { method: "PUT", url: `https://gpu.example/predictions/${id}` },
    ]);
    expect(receiver.seen[0]?.headers["prefer"]).toBeUndefined();
    const [record] = await version.gate.read([id]);
    expect(record).toMatchObject({ state: "succeeded", outcome: { output: { inline: '"done"' } } });
    expect(events.sent).toEqual([{ predictionIds: [id] }]);
    expect(await version.gate.capacity()).toMatchObject({ running: 0 });
  });

  test("tells the stream what the backend tells, and then the end", async ({ expect }) => {
    const chunks = ["a", "b", "c"];
    const told = chunks.map((chunk) => `event: output\ndata: ${JSON.stringify({ chunk })}\n\n`);
    const end = JSON.stringify({ status: "succeeded", output: chunks });
    const headers = { "content-type": "text/event-stream" };
    using receiver = new Receiver(
      () => new Response(`${told.join("")}event: completed\ndata: ${end}\n\n`, { headers }),
    );
    const version = await TestVersion.create();
    const lease = await version.lease({ streams: true });
    expect(await sendExecutions([lease], held().env)).toEqual([null]);
    expect(seenOf(receiver, lease)).toMatchObject([{ headers: { accept: "text/event-stream" } }]);
    const batches = await openStream(env.STREAMS, lease.predictionId).read(0);
    expect(batches.flatMap(({ events }) => events)).toEqual([
      ...chunks.map((chunk) => ({ type: "output", chunk })),
      { type: "done", state: "succeeded", error: null, output: chunks },
    ]);
  });

  test("carries on what comes free", async ({ expect }) => {
    using receiver = new Receiver(({ headers }) =>
      headers["prefer"] === "respond-async"
        ? new Response(null, { status: 202 })
        : Response.json({ status: "succeeded" }),
    );
    const version = await TestVersion.create({ capacity: 1 });
    const lease = await version.lease();
    const { id } = await version.admit();
    expect(await sendExecutions([lease], held().env)).toEqual([null]);
    expect(receiver.seen.map(({ url }) => url.split("/").at(-1))).toEqual([lease.predictionId, id]);
    expect(await version.gate.capacity()).toMatchObject({ running: 1, queued: 0 });
  });

  test("gives a lease back that the backend refuses", async ({ expect }) => {
    using receiver = answering(503);
    const version = await TestVersion.create();
    expect(await sendExecutions([await version.lease()], held().env)).toEqual([null]);
    expect(receiver.seen).toHaveLength(1);
    expect(await version.gate.capacity()).toMatchObject({ running: 0, queued: 1 });
  });

  test("does nothing with a lease that is over, or an old one", async ({ expect }) => {
    using receiver = succeeding();
    const version = await TestVersion.create();
    const lease = await version.lease();
    const late = { ...lease, expiresAt: Date.now() };
    const ended = await version.lease();
    const { predictionId: id, epoch } = ended;
    const outcome = { state: "failed", output: null, error: null, logs: "" } as const;
    const rest = { predictTimeS: null, setupTimeS: null, outputProblems: null };
    await version.gate.complete({ id, epoch, outcome: { ...outcome, ...rest } });
    expect(await sendExecutions([late, ended], held().env)).toEqual([null, null]);
    expect(receiver.seen).toEqual([]);
  });

  test("fails a prediction whose input is gone, without asking the backend", async ({ expect }) => {
    using receiver = succeeding();
    const version = await TestVersion.create();
    const lease = await version.lease({ input: { key: "gone", bytes: 70_000 } });
    expect(await sendExecutions([lease], held().env)).toEqual([null]);
    expect(receiver.seen).toEqual([]);
    expect(await version.gate.read([lease.predictionId])).toMatchObject([{ state: "failed" }]);
  });

  test("runs it once, however many have its lease", async ({ expect }) => {
    const answer = Promise.withResolvers<Response>();
    using receiver = new Receiver(() => answer.promise);
    const version = await TestVersion.create();
    const lease = await version.lease();
    const first = sendExecutions([lease], held().env);
    await expect.poll(() => seenOf(receiver, lease)).toHaveLength(1);
    expect(await sendExecutions([lease, lease], held().env)).toEqual([null, null]);
    answer.resolve(Response.json({ status: "succeeded" }));
    await first;
    expect(seenOf(receiver, lease)).toHaveLength(1);
    expect(await version.gate.read([lease.predictionId])).toMatchObject([{ state: "succeeded" }]);
  });

  test("drops the connection to the backend when it is canceled", async ({ expect }) => {
    let isDropped = false;
    using receiver = new Receiver(({ method }, signal) => {
      if (method === "POST") return new Response();
      return new Promise((_, reject) => {
        signal?.addEventListener("abort", () => {
          isDropped = true;
          reject(new Error("dropped"));
        });
      });
    });
    const version = await TestVersion.create();
    const lease = await version.lease();
    const { predictionId: id } = lease;
    const fates = sendExecutions([lease], held().env);
    await expect.poll(() => seenOf(receiver, lease)).toHaveLength(1);
    expect(await version.gate.cancel(id)).toMatchObject({ outcome: "requested", isHeld: true });
    expect(await fates).toEqual([null]);
    expect(isDropped).toBe(true);
    expect(await version.gate.read([id])).toMatchObject([{ state: "canceled" }]);
    expect(await version.gate.capacity()).toMatchObject({ running: 0 });
  });

  test("does not begin what was canceled before", async ({ expect }) => {
    using receiver = succeeding();
    const version = await TestVersion.create();
    const lease = await version.lease();
    const cancellation = await version.gate.cancel(lease.predictionId);
    expect(cancellation).toMatchObject({ outcome: "requested", isHeld: false });
    expect(await sendExecutions([lease], held().env)).toEqual([null]);
    expect(seenOf(receiver, lease)).toEqual([]);
  });

  test("lets go of its batch where the runtime waits for it", async ({ expect }) => {
    const answer = Promise.withResolvers<Response>();
    using receiver = new Receiver(() => answer.promise);
    const version = await TestVersion.create();
    const lease = await version.lease();
    const { env: given } = held({ EXEC_LETS_GO: "true" });
    const fates = sendExecutions([lease], given);
    await expect.poll(() => seenOf(receiver, lease)).toHaveLength(1);
    answer.resolve(Response.json({ status: "succeeded" }));
    expect(await fates).toEqual([null]);
    expect(await version.gate.read([lease.predictionId])).toMatchObject([{ state: "succeeded" }]);
  });
});

describe("a lease that may last longer than a consumer", () => {
  const long = { runTimeoutMs: 60 * 60_000 };

  test("goes to a Workflow, once", async ({ expect }) => {
    using receiver = succeeding();
    const version = await TestVersion.create({}, long);
    const lease = await version.lease();
    const { predictionId: id } = lease;
    expect(await sendExecutions([lease], held().env)).toEqual([null]);
    const state = async () => (await version.gate.read([id]))[0]?.state;
    await expect.poll(state, { timeout: 10_000 }).toBe("succeeded");
    const instance = await env.EXECUTIONS.get(`${id}-1`);
    await expect.poll(async () => (await instance.status()).status).toBe("complete");
    expect(await sendExecutions([lease], held().env)).toEqual([null]);
    expect(seenOf(receiver, lease)).toHaveLength(1);
  });

  test("comes again where Workflows take no more", async ({ expect }) => {
    const create = (): Promise<never> => Promise.reject(new Error("too many instances"));
    const full = { create } as unknown as Workflow<ExecMessage>;
    const version = await TestVersion.create({}, long);
    const { env: given } = held({ EXECUTIONS: full });
    expect(await sendExecutions([await version.lease()], given)).toEqual([5]);
  });
});
