import type { PredictionStreamMethods } from "@headgate/shared";

/** A Durable Object stub of a stream: its methods, and `fetch` for sockets. */
export type StreamStub = PredictionStreamMethods & { fetch: typeof fetch };

/** The binding of the stream's class, as far as it is needed here. */
export interface StreamNamespace {
  getByName(name: string): unknown;
}

/** The stream of a prediction. A stub that has thrown is of no more use: open it anew. */
export function openStream(namespace: StreamNamespace, predictionId: string): StreamStub {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- PredictionStream, of another Worker, implements it: that is checked there
  return namespace.getByName(predictionId) as StreamStub;
}
