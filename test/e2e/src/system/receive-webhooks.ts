import { EventEmitter, once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

import type { PredictionWithIO } from "@headgate/shared";

/** A webhook as it came in. */
export interface Received {
  headers: Record<string, string>;
  /** The bytes as text. */
  body: string;
  prediction: PredictionWithIO;
  /** From `performance.now()`. */
  at: number;
}

export interface Sink {
  url: string;
  received: Received[];
  /** The webhooks of one prediction, once there are as many. */
  of(id: string, count: number): Promise<Received[]>;
  close(): void;
}

type Respond = (response: ServerResponse, received: Received) => void;

const accept: Respond = (response) => void response.writeHead(204).end();

/** A receiver on a free port; `respond` answers what came in. */
export async function receiveWebhooks(respond: Respond = accept): Promise<Sink> {
  const received: Received[] = [];
  const arrivals = new EventEmitter();
  arrivals.setMaxListeners(0);
  const server = createServer((request, response) => {
    void buffer(request).then((bytes) => {
      const body = bytes.toString();
      const one: Received = {
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        ),
        body,
        prediction: JSON.parse(body) as PredictionWithIO,
        at: performance.now(),
      };
      received.push(one);
      respond(response, one);
      arrivals.emit("arrival");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  const of = (id: string): Received[] => received.filter(({ prediction }) => prediction.id === id);
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    async of(id, count) {
      while (of(id).length < count) await once(arrivals, "arrival");
      return of(id);
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
