import type { Answer } from "../http/answer.ts";
import { cogVersion, readySchemas } from "./context.ts";
import type { CogContext } from "./context.ts";
import { createPrediction } from "./create-prediction.ts";
import type { Exchange } from "./create-prediction.ts";
import { getHealth } from "./health.ts";
import { describeApi } from "./openapi.ts";

type Handler = (exchange: Exchange, context: CogContext) => Answer | Promise<Answer>;

interface Route {
  method: string;
  /** Its first group, if any, is the prediction id. */
  path: RegExp;
  handler: Handler;
}

// Cog has no GET /predictions/{id}: a state is learned from the answer or from a webhook.
const routes: Route[] = [
  { method: "GET", path: /^\/$/, handler: getIndex },
  { method: "GET", path: /^\/health-check$/, handler: (_, context) => getHealth(context) },
  { method: "GET", path: /^\/openapi\.json$/, handler: getOpenApi },
  { method: "POST", path: /^\/predictions$/, handler: createPrediction },
  { method: "PUT", path: /^\/predictions\/([^/]+)$/, handler: createPrediction },
  { method: "POST", path: /^\/predictions\/([^/]+)\/cancel$/, handler: cancelPrediction },
  { method: "POST", path: /^\/shutdown$/, handler: shutDown },
];

/** Finds the route and answers: 404 for a path that does not exist, 405 for another method's path. */
export async function answerTo(
  exchange: Omit<Exchange, "pathId">,
  context: CogContext,
): Promise<Answer> {
  const path = (exchange.request.url ?? "/").split("?", 1)[0] ?? "/";
  const matches = routes.filter((route) => route.path.test(path));
  const route = matches.find(({ method }) => method === exchange.request.method);
  if (route !== undefined) {
    const segment = route.path.exec(path)?.[1];
    const pathId = segment === undefined ? null : decodeSegment(segment);
    return route.handler({ ...exchange, pathId }, context);
  }
  if (matches.length === 0) return { status: 404, body: { detail: "Not Found" } };
  const allow = matches.map(({ method }) => method).join(", ");
  return { status: 405, body: { detail: "Method Not Allowed" }, headers: { allow } };
}

/** A segment that is not valid percent-encoding stands for itself. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function getIndex(): Answer {
  return {
    status: 200,
    body: {
      cog_version: cogVersion,
      openapi_url: "/openapi.json",
      shutdown_url: "/shutdown",
      healthcheck_url: "/health-check",
      predictions_url: "/predictions",
      predictions_idempotent_url: "/predictions/{prediction_id}",
      predictions_cancel_url: "/predictions/{prediction_id}/cancel",
    },
  };
}

function getOpenApi(_: Exchange, context: CogContext): Answer {
  const schemas = readySchemas(context);
  if (schemas === null) return { status: 503, body: { error: "OpenAPI schema not available" } };
  return { status: 200, body: describeApi(schemas) };
}

/** 200 once the prediction was told to stop; it holds its slot until it has. 404 when it is not in flight. */
function cancelPrediction({ pathId }: Exchange, context: CogContext): Answer {
  const live = pathId === null ? undefined : context.slots.find(pathId);
  live?.abort.abort();
  return { status: live === undefined ? 404 : 200, body: {} };
}

function shutDown({ response }: Exchange, context: CogContext): Answer {
  response.once("close", () => void context.close());
  return { status: 200, body: {}, headers: { connection: "close" } };
}
