import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";

export interface StreamingOptions {
  /** How many outputs a prediction has: 0, 1, 2 … */
  count: number;
  /** So many at once, and then a pause. */
  step: number;
  pauseMs: number;
}

/** Cog, with a model that puts out numbers: as server-sent events, or posting all there is so far to its webhook. */
export interface StreamingBackend {
  url: string;
  capacity: number;
  /** Predictions whose reader has gone, or that were canceled. */
  stopped: Set<string>;
  close(): void;
}

interface CogBody {
  id: string;
  webhook?: string;
  webhook_events_filter?: string[];
}

export async function startStreamingBackend(options: StreamingOptions): Promise<StreamingBackend> {
  const stopped = new Set<string>();
  const server = createServer((request, response) => {
    void answer({ request, response }, { ...options, stopped });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  return {
    url: `http://127.0.0.1:${port}`,
    capacity: 4,
    stopped,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

type Model = StreamingOptions & { stopped: Set<string> };

async function answer({ request, response }: Exchange, model: Model): Promise<void> {
  const { method, url = "/" } = request;
  const [, id = "", isCancel] = /^\/predictions\/([^/]+)(\/cancel)?$/.exec(url) ?? [];
  const json = { "content-type": "application/json" };
  if (method === "PUT") {
    const body = JSON.parse(await text(request)) as CogBody;
    if (request.headers.accept === "text/event-stream") return streamOutputs(response, id, model);
    response.writeHead(202, json).end(JSON.stringify({ id, status: "starting" }));
    await postOutputs(body, model);
  } else if (isCancel !== undefined) {
    model.stopped.add(id);
    response.writeHead(200, json).end("{}");
  } else {
    const isHealth = url === "/health-check";
    response.writeHead(isHealth ? 200 : 503, json).end(isHealth ? '{"status":"READY"}' : "{}");
  }
}

async function streamOutputs(response: ServerResponse, id: string, model: Model): Promise<void> {
  const { count, step, pauseMs, stopped } = model;
  response.once("close", () => {
    if (!response.writableFinished) stopped.add(id);
  });
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (let index = 0; index < count && !stopped.has(id); index += 1) {
    response.write(`event: output\ndata: ${JSON.stringify({ chunk: index, index })}\n\n`);
    if (index % step === step - 1) await pause(pauseMs);
  }
  const end = { id, status: "succeeded", output: numbers(count) };
  response.end(`event: completed\ndata: ${JSON.stringify(end)}\n\n`);
}

/** As Cog does it: what is posted on the way is sent once, the end until it is taken. */
async function postOutputs({ webhook = "", webhook_events_filter = [] }: CogBody, model: Model) {
  const { count, step, pauseMs } = model;
  for (let told = step; told < count; told += step) {
    await pause(pauseMs);
    if (!webhook_events_filter.includes("output")) continue;
    await post(webhook, { status: "processing", output: numbers(told) });
  }
  const end = { status: "succeeded", output: numbers(count) };
  while (!(await post(webhook, end))) await pause(200);
}

async function post(url: string, body: object): Promise<boolean> {
  try {
    const headers = { "content-type": "application/json" };
    return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).ok;
  } catch {
    return false;
  }
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
