import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

import type { Answer } from "../http/answer.ts";
import { problem, unprocessable } from "./answer.ts";
import { carryOutPrediction } from "./carry-out-prediction.ts";
import { checkInput } from "./check-input.ts";
import { readySchemas } from "./context.ts";
import type { CogContext } from "./context.ts";
import { cogTime } from "./prediction.ts";
import type { LivePrediction } from "./prediction.ts";
import type { PredictionInput } from "./predictor.ts";
import { readCreateBody } from "./read-body.ts";
import type { CreateBody } from "./read-body.ts";
import { createNotify } from "./webhook.ts";
import type { Notify } from "./webhook.ts";

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** The prediction id in the path, if the route has one. */
  pathId: string | null;
}

/**
 * POST /predictions and, where `pathId` is given, PUT /predictions/{id}, which answers a repeat with
 * the present state while the prediction is in flight. An id that is in flight is refused on POST: 409.
 */
export async function createPrediction(exchange: Exchange, context: CogContext): Promise<Answer> {
  const { request, pathId } = exchange;
  if (request.headers.accept?.includes("text/event-stream")) return notAcceptable;
  const read = await readCreateBody(request, context.maxBodyBytes);
  if ("refusal" in read) return read.refusal;
  const { body } = read;
  if (pathId !== null && body.id !== undefined && body.id !== pathId) return otherId;

  const id = pathId ?? body.id ?? randomUUID();
  const known = context.slots.find(id);
  if (known !== undefined && pathId !== null) return { status: 202, body: known.state };
  const schemas = readySchemas(context);
  if (schemas === null) return notReady;
  const checked = checkInput(schemas, body.input);
  if ("problems" in checked) return unprocessable(checked.problems);
  if (known !== undefined || context.slots.isFull) return atCapacity;

  return begin(exchange, context, { id, input: checked.input, body });
}

async function begin(
  exchange: Exchange,
  context: CogContext,
  create: { id: string; input: PredictionInput; body: CreateBody },
): Promise<Answer> {
  const live = openPrediction(context, create.id, create.input);
  context.slots.take(live);
  const notify = notifyOf(create.body, exchange.request.headers, context);
  const ended = carryOutPrediction(live, context, notify);
  if (exchange.request.headers.prefer === "respond-async") {
    return { status: 202, body: { id: create.id, status: "starting" } };
  }
  abortWithConnection(exchange.response, live);
  await ended;
  return { status: 200, body: live.state };
}

function openPrediction(context: CogContext, id: string, input: PredictionInput): LivePrediction {
  const createdAt = cogTime(context.clock());
  return {
    state: {
      id,
      ...(context.version === undefined ? {} : { version: context.version }),
      input,
      status: "starting",
      logs: "",
      created_at: createdAt,
    },
    abort: new AbortController(),
  };
}

function notifyOf(body: CreateBody, headers: IncomingHttpHeaders, context: CogContext): Notify {
  if (body.webhook === undefined) return () => {};
  const target = {
    url: body.webhook,
    events: body.events,
    headers: webhookHeaders(headers, context.webhookAuthToken),
  };
  return createNotify(target, context.webhooks, context);
}

function webhookHeaders(
  { traceparent, tracestate }: IncomingHttpHeaders,
  authToken: string | undefined,
): Record<string, string> {
  return {
    ...(authToken === undefined ? {} : { authorization: `Bearer ${authToken}` }),
    ...(typeof traceparent === "string" ? { traceparent } : {}),
    ...(typeof tracestate === "string" ? { tracestate } : {}),
  };
}

/** The caller of a synchronous create owns the prediction: when the connection drops, it is canceled. */
function abortWithConnection(response: ServerResponse, live: LivePrediction): void {
  const abortUnlessAnswered = (): void => {
    if (!response.writableFinished) live.abort.abort();
  };
  if (response.closed) abortUnlessAnswered();
  else response.once("close", abortUnlessAnswered);
}

const notAcceptable: Answer = {
  status: 406,
  body: { detail: "This model does not stream: leave text/event-stream out of Accept" },
};

const otherId: Answer = unprocessable([
  problem(["body", "id"], "prediction ID must match the ID supplied in the URL"),
]);

const notReady: Answer = {
  status: 503,
  body: { error: "Predictor not ready", status: "failed" },
};

const atCapacity: Answer = {
  status: 409,
  body: { error: "At capacity - all prediction slots busy", status: "failed" },
};
