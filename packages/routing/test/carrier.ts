import type { Lease, PredictionTask, ProgressMessage } from "@headgate/shared";

import { writeListeners } from "../src/callbacks/listeners.ts";
import type { Carrier } from "../src/dispatch/carrier.ts";
import { PayloadStore } from "../src/payloads/payload-store.ts";
import { FakeBucket } from "./fake-bucket.ts";
import { FakeGate } from "./fake-gate.ts";
import { FakeStream } from "./fake-stream.ts";

export interface TestCarrier extends Carrier {
  gate: FakeGate;
  stream: FakeStream;
  bucket: FakeBucket;
  announced: string[];
  progress: ProgressMessage[];
  executed: Lease[];
  logged: { event: string; fields: Record<string, unknown> }[];
}

/** What is found of an output, by its task. */
export type Judge = (
  task: PredictionTask,
  output: unknown,
) => Awaited<ReturnType<Carrier["judgeOutput"]>>;

export function createCarrier(judge: Judge = () => null): TestCarrier {
  const gate = new FakeGate();
  const stream = new FakeStream();
  const bucket = new FakeBucket();
  const announced: string[] = [];
  const progress: ProgressMessage[] = [];
  const executed: Lease[] = [];
  const logged: TestCarrier["logged"] = [];
  return {
    gate,
    stream,
    bucket,
    announced,
    progress,
    executed,
    logged,
    gateOf: () => gate,
    hear: ({ predictionId, signal, types }) => gate.hear(predictionId, signal, types),
    streamOf: () => stream,
    fetchTo: async () => fetch,
    payloads: new PayloadStore(bucket),
    callbackUrl: async ({ id, epoch }, listeners) =>
      `https://headgate.example/v1/callbacks/${id}/${epoch}/t${writeListeners(listeners)}`,
    execute: async (lease) => void executed.push(lease),
    judgeOutput: async (_, task, output) => judge(await task(), output),
    announce: (id) => void announced.push(id),
    sendProgress: async (message) => void progress.push(message),
    log: (event, fields) => void logged.push({ event, fields }),
  };
}
