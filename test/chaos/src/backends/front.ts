import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import type { BackendState } from "./backend-state.ts";
import type { CallbackKind } from "./conduct.ts";
import { answer, type Exchange, pass } from "./exchange.ts";
import { relayCallback } from "./relay-callback.ts";
import { takePrediction } from "./take-prediction.ts";
import { takeRun } from "./take-run.ts";

/** The server that Headgate sees: a Cog server stands behind it, and it passes on what its conduct lets through. */
export interface Front {
  port: number;
  close(): Promise<void>;
}

export interface FrontOptions {
  state: BackendState;
  cogUrl: string;
  /** 0: a free one. */
  port: number;
}

export async function startFront(options: FrontOptions): Promise<Front> {
  const closing = new AbortController();
  // As Cog's, it closes no idle connection.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    response.on("error", () => undefined);
    // Whoever asked has gone, or the backend is about to.
    serve({ ...options, port, request, response, closing: closing.signal }).catch(() => {
      response.destroy();
    });
  });
  let { port } = options;
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
  return {
    port,
    async close() {
      closing.abort();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function serve(opened: Omit<Exchange, "body">): Promise<void> {
  const exchange = { ...opened, body: await text(opened.request) };
  const { request, response, state } = exchange;
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://backend");
  const [, place, id = "", rest = ""] = pathname.split("/");
  if (place === "callbacks") {
    const to = searchParams.get("to") ?? "";
    // The kind is one that `takePrediction` wrote.
    const callback = { ...exchange, id, kind: rest as CallbackKind, to };
    response.writeHead(await relayCallback(state, callback)).end();
  } else if (request.method === "PUT" && place === "predictions") {
    await takePrediction(exchange, id);
  } else if (request.method === "POST" && place === "run") {
    await takeRun(exchange, id);
  } else if (rest === "cancel") {
    await cancel(exchange, id);
  } else {
    await answer(exchange, await pass(exchange, exchange.body));
  }
}

async function cancel(exchange: Exchange, id: string): Promise<void> {
  const { state, response } = exchange;
  const conduct = state.slots.has(id) ? state.runs.get(id) : undefined;
  state.chronicle.note(id, `told to stop: ${conduct?.cancel ?? "it does"}`);
  if (conduct?.cancel === undefined) {
    await answer(exchange, await pass(exchange, exchange.body));
    return;
  }
  state.slots.forsake(id);
  response.writeHead(conduct.cancel === "deaf" ? 200 : 500).end("{}");
}
