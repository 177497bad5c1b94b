import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

import type { TestContext } from "vitest";

import type { CogPrediction } from "../src/index.ts";
import { asPrediction } from "./serve.ts";

export interface Delivery {
  headers: IncomingHttpHeaders;
  prediction: CogPrediction;
  /** From `performance.now()`. */
  arrivedAt: number;
}

/** A webhook receiver on a free port; `respond` gives the status for a delivery, or null to cut it off. */
export async function receive(
  onTestFinished: TestContext["onTestFinished"],
  respond: (delivery: Delivery, index: number) => number | null = () => 200,
): Promise<{
  url: string;
  deliveries: Delivery[];
  until(isReached: (deliveries: Delivery[]) => boolean): Promise<void>;
}> {
  const deliveries: Delivery[] = [];
  const arrivals = new EventEmitter();
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const prediction = asPrediction(JSON.parse(await text(request)));
    const delivery = { headers: request.headers, prediction, arrivedAt: performance.now() };
    const status = respond(delivery, deliveries.push(delivery) - 1);
    if (status === null) request.socket.destroy();
    else response.writeHead(status).end();
    arrivals.emit("arrival");
  };
  const http = createServer((request, response) => void take(request, response));
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  onTestFinished(() => {
    http.close();
    http.closeAllConnections();
  });
  const address = http.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    deliveries,
    async until(isReached) {
      while (!isReached(deliveries)) await once(arrivals, "arrival");
    },
  };
}

/** The statuses that were told, in order of arrival. */
export function statuses(deliveries: Delivery[]): string[] {
  return deliveries.map(({ prediction }) => prediction.status);
}
