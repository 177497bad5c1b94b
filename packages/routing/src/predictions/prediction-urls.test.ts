import { describe, test } from "vitest";

import { newId } from "../../test/leases.ts";
import { StreamUrls } from "../streams/stream-urls.ts";
import { predictionUrls } from "./prediction-urls.ts";

const streamUrls = new StreamUrls({ secret: "s".repeat(43) });
const origin = "https://headgate.example";
const task = "prediction" as const;
const queued = { id: newId(), task, createdAt: 1_000_500, startedAt: null, completedAt: null };
const day = 86_400;

async function expiryOf(record: { startedAt: number | null; completedAt: number | null }) {
  const urls = await predictionUrls({ ...queued, streams: true, ...record }, origin, streamUrls);
  return Number(new URL(urls.stream ?? "").searchParams.get("expires"));
}

describe("the URLs of a prediction", () => {
  test("are signed for its stream where it is streamed", async ({ expect }) => {
    const get = `${origin}/v1/predictions/${queued.id}`;
    const plain = { origin, get, cancel: `${get}/cancel`, stream: `${get}/stream` };
    expect(await predictionUrls({ ...queued, streams: false }, origin, streamUrls)).toEqual(plain);
    const grant = { id: queued.id, expiresS: 1_001 + day };
    const stream = await streamUrls.create(origin, grant);
    expect(await predictionUrls({ ...queued, streams: true }, origin, streamUrls)).toEqual({
      ...plain,
      stream,
    });
  });

  test("are good for a day after the last change, and the same until the next", async ({
    expect,
  }) => {
    const started = { startedAt: 2_000_000, completedAt: null };
    expect(await expiryOf(started)).toBe(2_000 + day);
    expect(await expiryOf({ ...started, completedAt: 3_000_001 })).toBe(3_001 + day);
  });

  test("of a training are its own, without a stream", async ({ expect }) => {
    const get = `${origin}/v1/trainings/${queued.id}`;
    const training = { ...queued, task: "training", streams: false } as const;
    const urls = await predictionUrls(training, origin, streamUrls);
    expect(urls).toEqual({ origin, get, cancel: `${get}/cancel` });
  });
});
