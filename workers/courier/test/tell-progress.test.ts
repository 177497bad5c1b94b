import { env } from "cloudflare:workers";
import { Webhook } from "standardwebhooks";
import { describe, test } from "vitest";

import { listAttempts } from "@headgate/database";
import type { PredictionWithIO, ProgressMessage, WebhookEvent } from "@headgate/shared";

import { read } from "./deliveries.ts";
import { db, TestVersion, webhookSecret } from "./gate.ts";
import { held, sendEvents, sendProgress, sendWebhooks } from "./queues.ts";
import { answering, Receiver, type SeenRequest } from "./receiver.ts";

const { env: bindings } = held();
let calls = 0;

function webhookFor(events: WebhookEvent[]) {
  calls += 1;
  return { url: `https://progress-${calls}.example/`, secret: null, events };
}

function news(
  id: string,
  given: Partial<ProgressMessage> & { output?: unknown } = {},
): ProgressMessage {
  const { output = ["a"], ...rest } = given;
  const content = { inline: JSON.stringify({ output, logs: "one\ntwo" }) };
  return { predictionId: id, epoch: 1, event: "output", content, ...rest };
}

function told({ body }: SeenRequest): PredictionWithIO {
  return JSON.parse(body) as PredictionWithIO;
}

async function running(events: WebhookEvent[]): Promise<{ id: string; version: TestVersion }> {
  const version = await TestVersion.create();
  const { predictionId: id } = await version.lease({ webhook: webhookFor(events) });
  return { id, version };
}

describe("telling progress", () => {
  test("posts the prediction with output and logs so far, signed", async ({ expect }) => {
    using receiver = answering(204);
    const { id } = await running(["output", "completed"]);
    await sendProgress([news(id)], bindings);
    const [seen] = receiver.seen;
    expect(seen && told(seen)).toMatchObject({
      ...{ id, status: "started", state: "running", input: { scale: 4 } },
      ...{ output: ["a"], logs: ["one", "two"] },
    });
    const { headers = {}, body = "" } = seen ?? {};
    expect(headers["webhook-id"]).toBe(`msg_${id}_progress_000002`);
    expect(headers["headgate-webhook-event"]).toBe("output");
    expect(headers["headgate-webhook-sequence"]).toBe("2");
    expect(new Webhook(webhookSecret).verify(body, headers)).toMatchObject({ id });
    // What came of it is kept, and what it told is not: the next one tells more.
    const row = await read(`msg_${id}_progress_000002`);
    expect(row).toMatchObject({ state: "delivered", body: null });
    expect(await listAttempts(db, row.id)).toMatchObject([{ status: 204 }]);
  });

  test("posts at most one in 500 ms of each prediction, the latest last", async ({ expect }) => {
    const times: number[] = [];
    using receiver = new Receiver(() => {
      times.push(performance.now());
      return new Response(null, { status: 204 });
    });
    const { id } = await running(["output"]);
    const { id: other } = await running(["output"]);
    const sent: Promise<unknown>[] = [];
    for (let at = 0; at < 20; at += 1) {
      sent.push(sendProgress([news(id, { output: [at] }), news(other)], bindings));
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    await Promise.all(sent);
    const mine = receiver.seen.flatMap((seen, at) =>
      told(seen).id === id ? [{ seen, time: times[at] ?? 0 }] : [],
    );
    expect(mine.length).toBeGreaterThanOrEqual(3);
    expect(mine.length).toBeLessThanOrEqual(5);
    for (const [at, { time }] of mine.entries()) {
      if (at > 0) expect(time - (mine[at - 1]?.time ?? 0)).toBeGreaterThan(450);
    }
    const outputs = mine.map(({ seen }) => (told(seen).output as number[])[0] ?? 0);
    expect(outputs).toEqual(outputs.toSorted((a, b) => a - b));
    expect(outputs.at(-1)).toBe(19);
  });

  test("is silent for who did not ask, for an older lease, and after the end", async ({
    expect,
  }) => {
    using receiver = answering(204);
    const { id: silent } = await running(["start", "logs", "completed"]);
    const { id, version } = await running(["output"]);
    await sendProgress(
      [news(silent), news(id, { epoch: 0 }), news(version.newId()), news("no id")],
      bindings,
    );
    const ended = await version.end({ webhook: webhookFor(["output"]) });
    await sendProgress([news(ended)], bindings);
    expect(receiver.seen).toEqual([]);
  });

  test("is tried three times, and not once something newer is there", async ({ expect }) => {
    using receiver = answering(500);
    const { id } = await running(["output"]);
    const { env: given, webhooks } = held();
    await sendProgress([news(id)], given);
    const first = `msg_${id}_progress_000002`;
    const due = (): Promise<unknown> =>
      db.$client
        .prepare("UPDATE webhook_deliveries SET due_at = 1 WHERE id = ?1 AND due_at IS NOT NULL")
        .bind(first)
        .run();
    expect(webhooks.delays).toEqual([expect.closeTo(2, -1)]);
    for (const state of ["pending", "dead"]) {
      await due();
      await sendWebhooks([first], given);
      expect((await read(first)).state).toBe(state);
    }
    expect(receiver.seen).toHaveLength(3);
    const { id: again } = await running(["output"]);
    await sendProgress([news(again)], given);
    await sendProgress([news(again, { output: ["a", "b"] })], given);
    const old = `msg_${again}_progress_000002`;
    await db.$client
      .prepare("UPDATE webhook_deliveries SET due_at = 1 WHERE id = ?1")
      .bind(old)
      .run();
    const before = receiver.seen.length;
    await sendWebhooks([old], given);
    expect(receiver.seen).toHaveLength(before);
    expect(await read(old)).toMatchObject({
      state: "dead",
      lastError: "a later webhook has told more",
    });
  });

  test("keeps what is large in the bucket, until it is told", async ({ expect }) => {
    using receiver = answering(204);
    const { id, version } = await running(["output", "completed"]);
    const key = `predictions/${id}/progress-1`;
    const text = JSON.stringify({ output: ["x".repeat(100_000)], logs: "" });
    await env.PAYLOADS.put(key, text);
    await sendProgress([news(id, { content: { key, bytes: text.length } })], bindings);
    const [seen] = receiver.seen;
    expect(seen?.body.length).toBeGreaterThan(100_000);
    const kept = async (prefix: string) =>
      (await env.PAYLOADS.list({ prefix })).objects.map((object) => object.key);
    expect(await kept(`webhooks/${id}/`)).toEqual([]);
    const outcome = { output: null, error: null, logs: "", predictTimeS: null };
    await version.gate.complete({
      ...{ id, epoch: 1 },
      outcome: { ...outcome, state: "succeeded", setupTimeS: null, outputProblems: null },
    });
    await sendEvents([id], held().env);
    expect(await kept(`predictions/${id}/progress`)).toEqual([]);
    expect(await read(`msg_${id}_completed`)).toMatchObject({ sequence: 3 });
  });
});
