import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";

import { send } from "../http/answer.ts";
import { bind, closeHttp } from "../http/listen.ts";
import type { CogContext } from "./context.ts";
import type { Predictor } from "./predictor.ts";
import { answerTo } from "./routes.ts";
import { beginSetup, carryOutSetup } from "./setup.ts";
import { Slots } from "./slots.ts";
import type { Counters } from "./slots.ts";
import { cogWebhookPolicy } from "./webhook.ts";
import type { WebhookPolicy } from "./webhook.ts";

export interface CogServerOptions {
  predictor: Predictor;
  /** How many predictions at once; 1 unless told, as in Cog. */
  capacity?: number;
  /** Shown as `version` on every prediction. */
  version?: string;
  /** 32 MiB unless told. */
  maxBodyBytes?: number;
  /** What differs from Cog's own times and counts. */
  webhooks?: Partial<WebhookPolicy>;
  /** Sent with every webhook as a bearer token. */
  webhookAuthToken?: string;
  /** Epoch milliseconds; for times, durations and the pace of `logs` webhooks. */
  clock?: () => number;
}

export interface CogServer {
  /**
   * Binds 127.0.0.1 at `port` (0: a free one), begins the predictor's setup and resolves, without waiting
   * for the setup, to the address that was bound. Rejects when the port is taken. Once per server.
   */
  listen(port: number): Promise<{ url: string; port: number }>;
  /** Resolves once the setup has succeeded; rejects with its error when it fails. */
  ready(): Promise<void>;
  /** Drops every connection, aborts what is in flight, sends no further webhook, closes the predictor. */
  close(): Promise<void>;
  /** Resolves when the server has closed, be it by `close` or by POST /shutdown. */
  closed: Promise<void>;
  /** As of the moment of reading; `startedIds` keeps growing. */
  readonly counters: Counters;
}

/** A server that speaks Cog's HTTP API for `predictor`. It does nothing until it is told to listen. */
export function createCogServer(options: CogServerOptions): CogServer {
  // No idle time-out: a proxy that reuses a connection just then would lose a prediction to the reset.
  const http = createServer({ keepAliveTimeout: 0 });
  const closing = new AbortController();
  const closed = Promise.withResolvers<void>();
  const setup = Promise.withResolvers<void>();
  // A failed setup shows in the health check, whether or not anybody asks `ready`.
  setup.promise.catch(() => {});

  async function close(): Promise<void> {
    if (!closing.signal.aborted) {
      closing.abort();
      context.slots.abortAll();
      await Promise.all([closeHttp(http), context.predictor.close?.()]);
      closed.resolve();
    }
    return closed.promise;
  }

  const context = createContext(options, closing.signal, close);
  http.on("request", (request, response) => void serve(request, response, context));

  return {
    async listen(port) {
      const address = await bind(http, port);
      setup.resolve(carryOutSetup(context.predictor, context.setup, context.clock));
      return address;
    },
    ready: () => setup.promise,
    close,
    closed: closed.promise,
    get counters() {
      return context.slots.counters;
    },
  };
}

function createContext(
  options: CogServerOptions,
  closing: AbortSignal,
  close: () => Promise<void>,
): CogContext {
  const clock = options.clock ?? Date.now;
  return {
    predictor: options.predictor,
    slots: new Slots(options.capacity ?? 1),
    setup: beginSetup(clock),
    version: options.version,
    maxBodyBytes: options.maxBodyBytes ?? 32 * 1024 * 1024,
    webhooks: { ...cogWebhookPolicy, ...options.webhooks },
    webhookAuthToken: options.webhookAuthToken,
    clock,
    closing,
    close,
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  context: CogContext,
): Promise<void> {
  try {
    send(response, await answerTo({ request, response }, context));
  } catch (error) {
    // A caller that leaves while it sends its body needs no answer; anything else is a defect here.
    if (!request.destroyed || request.complete) console.error(error);
    send(response, { status: 500, body: { detail: "Internal Server Error" } });
  }
}
